"""The one form that all visit contracts ask alike: what was found, and what became of it.

The wording that differs from text to text (一问三查二看四服务, the five aspects, the basic visit)
is package data. What stands here is asked once, however many contracts look at the visit:
seeds/000 3(2) and 4(1), the last box of the sheet annexed to seeds/001, seeds/003 五(二).
"""

from core.plugin import Form, Option, Question, QuestionKind
from plugins.hardship_visits.activities import CONTACTS

IF_FOUND = ("issue_found", ("yes",))

HANDLING = Form(
    key="handling",
    label="问题和需求的处理",
    kinds=tuple(kind.key for kind in CONTACTS),
    clause="seeds/001 附件：服务对象需解决的问题和需求及解决处理方式结果",
    questions=(
        Question(
            key="issue_found",
            label="有没有需要解决的问题或需求",
            kind=QuestionKind.YES_NO,
        ),
        Question(
            key="issue",
            label="需解决的问题和需求",
            kind=QuestionKind.LONG_TEXT,
            required=True,
            when=IF_FOUND,
        ),
        Question(
            key="handling",
            label="解决处理方式",
            kind=QuestionKind.LONG_TEXT,
            required=True,
            when=IF_FOUND,
        ),
        Question(
            key="handling_result",
            label="结果",
            kind=QuestionKind.SINGLE,
            options=(
                Option(key="solved", label="当场解决"),
                Option(key="passed_on", label="已上报或转办"),
                Option(key="open", label="尚未解决"),
            ),
            required=True,
            when=IF_FOUND,
        ),
        Question(
            key="told",
            label="已告知",
            kind=QuestionKind.MULTIPLE,
            options=(
                Option(key="village", label="村（居）委会"),
                Option(key="township", label="乡镇（街道）"),
                Option(key="bureau", label="民政部门"),
                Option(key="family", label="亲属或监护人"),
                Option(key="emergency", label="急救、报警电话"),
            ),
            when=IF_FOUND,
        ),
    ),
)

FORMS = (HANDLING,)
