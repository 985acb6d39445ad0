"""Every table of the house.

Runs inside the one transaction of ``core.store.migrations.upgrade``.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

#: SQLite only numbers rows by itself for INTEGER.
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
#: Compared byte by byte on both databases, so that a subtree is one stretch of the index.
PATH = sa.String(200).with_variant(sa.String(200, collation="C"), "postgresql")


def upgrade() -> None:
    """Every table of the house."""
    op.create_table(
        "account",
        sa.Column("id", ID, nullable=False),
        sa.Column(
            "uuid", sa.Uuid(as_uuid=False).with_variant(sa.String(36), "sqlite"), nullable=False
        ),
        sa.Column("county", sa.String(length=80), nullable=False),
        sa.Column("login", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("agency", sa.String(length=80), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", ID, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("login", name=op.f("uq_account_login")),
        sa.UniqueConstraint("uuid", name=op.f("uq_account_uuid")),
    )
    op.create_table(
        "agency",
        sa.Column("id", ID, nullable=False),
        sa.Column(
            "uuid", sa.Uuid(as_uuid=False).with_variant(sa.String(36), "sqlite"), nullable=False
        ),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("county", sa.String(length=80), nullable=False),
        sa.Column("version", ID, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agency")),
        sa.UniqueConstraint("key", name=op.f("uq_agency_key")),
        sa.UniqueConstraint("uuid", name=op.f("uq_agency_uuid")),
    )
    op.create_index("ix_agency_county", "agency", ["county", "key"], unique=False)
    op.create_table(
        "audit_entry",
        sa.Column("id", ID, nullable=False),
        sa.Column("county", sa.String(length=80), nullable=False),
        sa.Column("seq", ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("object_id", sa.String(length=80), nullable=False),
        sa.Column("version", ID, nullable=False),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("salt", sa.LargeBinary(length=16), nullable=True),
        sa.Column("commitment", sa.String(length=64), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
        sa.UniqueConstraint("county", "seq", name=op.f("uq_audit_entry_county_seq")),
    )
    op.create_index("ix_audit_entry_object", "audit_entry", ["kind", "object_id"], unique=False)
    op.create_table(
        "package_version",
        sa.Column("id", ID, nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("type", sa.String(length=80), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_package_version")),
        sa.UniqueConstraint("key", "version", name=op.f("uq_package_version_key_version")),
    )
    op.create_table(
        "place",
        sa.Column("id", ID, nullable=False),
        sa.Column(
            "uuid", sa.Uuid(as_uuid=False).with_variant(sa.String(36), "sqlite"), nullable=False
        ),
        sa.Column("key", PATH, nullable=False),
        sa.Column("county", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("parent_id", ID, nullable=True),
        sa.Column("version", ID, nullable=False),
        sa.ForeignKeyConstraint(["parent_id"], ["place.id"], name=op.f("fk_place_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place")),
        sa.UniqueConstraint("key", name=op.f("uq_place_key")),
        sa.UniqueConstraint("uuid", name=op.f("uq_place_uuid")),
    )
    op.create_index("ix_place_county", "place", ["county", "key"], unique=False)
    op.create_index("ix_place_parent", "place", ["parent_id"], unique=False)
    op.create_table(
        "sharing_group",
        sa.Column("id", ID, nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("county", sa.String(length=80), nullable=False),
        sa.Column("text", sa.JSON(), nullable=False),
        sa.Column("version", ID, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sharing_group")),
        sa.UniqueConstraint("key", name=op.f("uq_sharing_group_key")),
    )
    op.create_table(
        "sign_in_attempt",
        sa.Column("id", ID, nullable=False),
        sa.Column("login", sa.String(length=64), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ok", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_attempt")),
    )
    op.create_index(
        "ix_sign_in_attempt_address_at", "sign_in_attempt", ["address", "at"], unique=False
    )
    op.create_index("ix_sign_in_attempt_login_at", "sign_in_attempt", ["login", "at"], unique=False)
    op.create_table(
        "version",
        sa.Column("id", ID, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column(
            "object_id",
            sa.Uuid(as_uuid=False).with_variant(sa.String(36), "sqlite"),
            nullable=False,
        ),
        sa.Column("version", ID, nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_version")),
        sa.UniqueConstraint(
            "kind", "object_id", "version", name=op.f("uq_version_kind_object_id_version")
        ),
    )
    op.create_table(
        "access_grant",
        sa.Column("id", ID, nullable=False),
        sa.Column(
            "uuid", sa.Uuid(as_uuid=False).with_variant(sa.String(36), "sqlite"), nullable=False
        ),
        sa.Column("county", sa.String(length=80), nullable=False),
        sa.Column("account_id", ID, nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("contract", sa.String(length=80), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("granted_by", sa.String(length=80), nullable=False),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("version", ID, nullable=False),
        sa.CheckConstraint(
            "valid_until IS NULL OR valid_until >= valid_from",
            name=op.f("ck_access_grant_days_in_order"),
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_access_grant_account_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_grant")),
        sa.UniqueConstraint("uuid", name=op.f("uq_access_grant_uuid")),
    )
    op.create_index(
        op.f("ix_access_grant_account_id"), "access_grant", ["account_id"], unique=False
    )
    op.create_table(
        "case_file",
        sa.Column("id", ID, nullable=False),
        sa.Column(
            "uuid", sa.Uuid(as_uuid=False).with_variant(sa.String(36), "sqlite"), nullable=False
        ),
        sa.Column("county", sa.String(length=80), nullable=False),
        sa.Column("provider", sa.String(length=80), nullable=False),
        sa.Column("place_id", ID, nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("stage", sa.String(length=20), nullable=False),
        sa.Column("opened", sa.Date(), nullable=False),
        sa.Column("closed", sa.Date(), nullable=True),
        sa.Column("closing_reason", sa.String(length=200), nullable=False),
        sa.Column("worker", sa.String(length=80), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("accepted", sa.Boolean(), nullable=False),
        sa.Column("void", sa.Boolean(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", ID, nullable=False),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_case_file_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_file")),
        sa.UniqueConstraint("uuid", name=op.f("uq_case_file_uuid")),
    )
    op.create_index("ix_case_file_list", "case_file", ["county", "void", "opened"], unique=False)
    op.create_table(
        "contract",
        sa.Column("id", ID, nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("county", sa.String(length=80), nullable=False),
        sa.Column("package_version_id", ID, nullable=False),
        sa.Column("purchaser", sa.String(length=80), nullable=False),
        sa.Column("provider", sa.String(length=80), nullable=False),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("end", sa.Date(), nullable=False),
        sa.Column("text", sa.JSON(), nullable=False),
        sa.Column("version", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["package_version_id"],
            ["package_version.id"],
            name=op.f("fk_contract_package_version_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contract")),
        sa.UniqueConstraint("key", name=op.f("uq_contract_key")),
    )
    op.create_index("ix_contract_county", "contract", ["county", "provider"], unique=False)
    op.create_table(
        "household",
        sa.Column("id", ID, nullable=False),
        sa.Column(
            "uuid", sa.Uuid(as_uuid=False).with_variant(sa.String(36), "sqlite"), nullable=False
        ),
        sa.Column("county", sa.String(length=80), nullable=False),
        sa.Column("place_id", ID, nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("version", ID, nullable=False),
        sa.Column("first_content", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_household_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_household")),
        sa.UniqueConstraint("uuid", name=op.f("uq_household_uuid")),
    )
    op.create_index(
        "ix_household_place", "household", ["county", "place_id", "number"], unique=False
    )
    op.create_table(
        "web_session",
        sa.Column("id", ID, nullable=False),
        sa.Column(
            "uuid", sa.Uuid(as_uuid=False).with_variant(sa.String(36), "sqlite"), nullable=False
        ),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("account_id", ID, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("device", sa.String(length=200), nullable=False),
        sa.Column("csrf", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_web_session_account_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_web_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_web_session_token_hash")),
        sa.UniqueConstraint("uuid", name=op.f("uq_web_session_uuid")),
    )
    op.create_index(op.f("ix_web_session_account_id"), "web_session", ["account_id"], unique=False)
    op.create_table(
        "ledger_entry",
        sa.Column("id", ID, nullable=False),
        sa.Column("contract_id", ID, nullable=False),
        sa.Column("line", sa.String(length=80), nullable=False),
        sa.Column("scope", sa.String(length=60), nullable=False),
        sa.Column("unit", sa.String(length=240), nullable=False),
        sa.Column(
            "record", sa.Uuid(as_uuid=False).with_variant(sa.String(36), "sqlite"), nullable=False
        ),
        sa.Column("source", sa.String(length=240), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("period", sa.String(length=20), nullable=False),
        sa.Column("booking", sa.String(length=20), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("sign", sa.SmallInteger(), nullable=False),
        sa.Column("undoes", ID, nullable=True),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("site", sa.String(length=200), nullable=False),
        sa.Column(
            "person", sa.Uuid(as_uuid=False).with_variant(sa.String(36), "sqlite"), nullable=True
        ),
        sa.Column("facet", sa.String(length=200), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("paid", sa.Boolean(), nullable=False),
        sa.Column("package_version", sa.Integer(), nullable=False),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["contract.id"], name=op.f("fk_ledger_entry_contract_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_entry")),
    )
    op.create_index(
        "ix_ledger_entry_booking", "ledger_entry", ["contract_id", "booking"], unique=False
    )
    op.create_index(
        "ix_ledger_entry_undoes",
        "ledger_entry",
        ["undoes"],
        unique=False,
        sqlite_where=sa.text("undoes IS NOT NULL"),
        postgresql_where=sa.text("undoes IS NOT NULL"),
    )
    op.create_index("ix_ledger_entry_record", "ledger_entry", ["record"], unique=False)
    op.create_table(
        "ledger_seal",
        sa.Column("id", ID, nullable=False),
        sa.Column("contract_id", ID, nullable=False),
        sa.Column("period", sa.String(length=20), nullable=False),
        sa.Column("sealed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sealed_by", sa.String(length=80), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("verdicts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["contract.id"], name=op.f("fk_ledger_seal_contract_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_seal")),
        sa.UniqueConstraint(
            "contract_id", "period", name=op.f("uq_ledger_seal_contract_id_period")
        ),
    )
    op.create_table(
        "person",
        sa.Column("id", ID, nullable=False),
        sa.Column(
            "uuid", sa.Uuid(as_uuid=False).with_variant(sa.String(36), "sqlite"), nullable=False
        ),
        sa.Column("county", sa.String(length=80), nullable=False),
        sa.Column("place_id", ID, nullable=False),
        sa.Column("household_id", ID, nullable=True),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("sex", sa.String(length=1), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("id_number_cipher", sa.LargeBinary(), nullable=True),
        sa.Column("id_number_index", sa.String(length=64), nullable=True),
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.Column("has_phone", sa.Boolean(), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("died_on", sa.Date(), nullable=True),
        sa.Column("version", ID, nullable=False),
        sa.Column("first_content", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["household_id"], ["household.id"], name=op.f("fk_person_household_id")
        ),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_person_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("county", "code", name=op.f("uq_person_county_code")),
        sa.UniqueConstraint("county", "id_number_index", name="uq_person_id_number"),
        sa.UniqueConstraint("uuid", name=op.f("uq_person_uuid")),
    )
    op.create_index("ix_person_household", "person", ["household_id"], unique=False)
    op.create_index("ix_person_list", "person", ["county", "place_id", "id"], unique=False)
    op.create_table(
        "person_tally",
        sa.Column("contract_id", ID, nullable=False),
        sa.Column("period", sa.String(length=20), nullable=False),
        sa.Column(
            "person", sa.Uuid(as_uuid=False).with_variant(sa.String(36), "sqlite"), nullable=False
        ),
        sa.Column("line", sa.String(length=80), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["contract.id"], name=op.f("fk_person_tally_contract_id")
        ),
        sa.PrimaryKeyConstraint(
            "contract_id", "period", "person", "line", name=op.f("pk_person_tally")
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "record",
        sa.Column("id", ID, nullable=False),
        sa.Column(
            "uuid", sa.Uuid(as_uuid=False).with_variant(sa.String(36), "sqlite"), nullable=False
        ),
        sa.Column("county", sa.String(length=80), nullable=False),
        sa.Column("provider", sa.String(length=80), nullable=False),
        sa.Column("place_id", ID, nullable=False),
        sa.Column("noun", sa.String(length=12), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("dates", sa.JSON(), nullable=False),
        sa.Column("worker", sa.String(length=80), nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("form", sa.JSON(), nullable=False),
        sa.Column("case_id", ID, nullable=True),
        sa.Column("contract_order", sa.JSON(), nullable=False),
        sa.Column("accepted", sa.Boolean(), nullable=False),
        sa.Column("void", sa.Boolean(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.String(length=64), nullable=False),
        sa.Column("version", ID, nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_record_case_id")),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_record_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record")),
        sa.UniqueConstraint("uuid", name=op.f("uq_record_uuid")),
    )
    op.create_index("ix_record_case", "record", ["case_id"], unique=False)
    op.create_index("ix_record_list", "record", ["county", "day", "id"], unique=False)
    op.create_index("ix_record_worker", "record", ["worker", "day"], unique=False)
    op.create_table(
        "tally",
        sa.Column("contract_id", ID, nullable=False),
        sa.Column("line", sa.String(length=80), nullable=False),
        sa.Column("scope", sa.String(length=20), nullable=False),
        sa.Column("site", sa.String(length=200), nullable=False),
        sa.Column("period", sa.String(length=20), nullable=False),
        sa.Column("booking", sa.String(length=20), nullable=False),
        sa.Column("facet", sa.String(length=200), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("counted", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("claimed", sa.Integer(), nullable=False),
        sa.Column("duplicate", sa.Integer(), nullable=False),
        sa.Column("overflow", sa.Integer(), nullable=False),
        sa.Column("late", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["contract.id"], name=op.f("fk_tally_contract_id")
        ),
        sa.PrimaryKeyConstraint(
            "contract_id",
            "line",
            "scope",
            "site",
            "period",
            "booking",
            "facet",
            name=op.f("pk_tally"),
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "absence",
        sa.Column("id", ID, nullable=False),
        sa.Column(
            "uuid", sa.Uuid(as_uuid=False).with_variant(sa.String(36), "sqlite"), nullable=False
        ),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("first_content", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("end", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_absence_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
        sa.UniqueConstraint("uuid", name=op.f("uq_absence_uuid")),
    )
    op.create_index("ix_absence_person", "absence", ["person_id"], unique=False)
    op.create_table(
        "assessment",
        sa.Column("id", ID, nullable=False),
        sa.Column(
            "uuid", sa.Uuid(as_uuid=False).with_variant(sa.String(36), "sqlite"), nullable=False
        ),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("first_content", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("level", sa.String(length=40), nullable=False),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("end", sa.Date(), nullable=True),
        sa.Column("assessor", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_assessment_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment")),
        sa.UniqueConstraint("uuid", name=op.f("uq_assessment_uuid")),
    )
    op.create_index("ix_assessment_person", "assessment", ["person_id"], unique=False)
    op.create_table(
        "attendance",
        sa.Column("id", ID, nullable=False),
        sa.Column("record_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("classes", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_attendance_person_id")),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_attendance_record_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
        sa.UniqueConstraint(
            "record_id", "person_id", name=op.f("uq_attendance_record_id_person_id")
        ),
    )
    op.create_index("ix_attendance_person", "attendance", ["person_id", "record_id"], unique=False)
    op.create_table(
        "case_member",
        sa.Column("id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("joined", sa.Date(), nullable=False),
        sa.Column("left", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_case_member_case_id")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_case_member_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_member")),
        sa.UniqueConstraint(
            "case_id", "person_id", "joined", name=op.f("uq_case_member_case_id_person_id_joined")
        ),
    )
    op.create_index("ix_case_member_person", "case_member", ["person_id"], unique=False)
    op.create_table(
        "consent",
        sa.Column("id", ID, nullable=False),
        sa.Column(
            "uuid", sa.Uuid(as_uuid=False).with_variant(sa.String(36), "sqlite"), nullable=False
        ),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("first_content", sa.String(length=64), nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("given_by", sa.String(length=20), nullable=False),
        sa.Column("form", sa.String(length=20), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("text_version", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_consent_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
        sa.UniqueConstraint("uuid", name=op.f("uq_consent_uuid")),
    )
    op.create_index("ix_consent_person", "consent", ["person_id"], unique=False)
    op.create_table(
        "contact",
        sa.Column("id", ID, nullable=False),
        sa.Column(
            "uuid", sa.Uuid(as_uuid=False).with_variant(sa.String(36), "sqlite"), nullable=False
        ),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("first_content", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("relation", sa.String(length=20), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.Column("first_for_emergency", sa.Boolean(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_contact_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
        sa.UniqueConstraint("uuid", name=op.f("uq_contact_uuid")),
    )
    op.create_index("ix_contact_person", "contact", ["person_id"], unique=False)
    op.create_table(
        "enrolment",
        sa.Column("id", ID, nullable=False),
        sa.Column(
            "uuid", sa.Uuid(as_uuid=False).with_variant(sa.String(36), "sqlite"), nullable=False
        ),
        sa.Column("county", sa.String(length=80), nullable=False),
        sa.Column("contract_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("end", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("agreement_from", sa.Date(), nullable=True),
        sa.Column("worker", sa.String(length=80), nullable=False),
        sa.Column("left_because", sa.String(length=200), nullable=False),
        sa.Column("version", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["contract.id"], name=op.f("fk_enrolment_contract_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_enrolment_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolment")),
        sa.UniqueConstraint("uuid", name=op.f("uq_enrolment_uuid")),
    )
    op.create_index(
        "ix_enrolment_contract", "enrolment", ["contract_id", "state", "person_id"], unique=False
    )
    op.create_index("ix_enrolment_person", "enrolment", ["person_id", "contract_id"], unique=False)
    op.create_index("ix_enrolment_worker", "enrolment", ["worker", "contract_id"], unique=False)
    op.create_table(
        "evidence",
        sa.Column("id", ID, nullable=False),
        sa.Column(
            "uuid", sa.Uuid(as_uuid=False).with_variant(sa.String(36), "sqlite"), nullable=False
        ),
        sa.Column("record_id", ID, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("note", sa.String(length=400), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by", sa.String(length=80), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_evidence_record_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
        sa.UniqueConstraint("uuid", name=op.f("uq_evidence_uuid")),
    )
    op.create_index("ix_evidence_record", "evidence", ["record_id"], unique=False)
    op.create_table(
        "head_count",
        sa.Column("id", ID, nullable=False),
        sa.Column("record_id", ID, nullable=False),
        sa.Column("audience", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_head_count_record_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_head_count")),
        sa.UniqueConstraint("record_id", "audience", name=op.f("uq_head_count_record_id_audience")),
    )
    op.create_table(
        "ledger_standing",
        sa.Column("entry_id", ID, nullable=False),
        sa.Column("contract_id", ID, nullable=False),
        sa.Column("line", sa.String(length=80), nullable=False),
        sa.Column("scope", sa.String(length=60), nullable=False),
        sa.Column("unit", sa.String(length=240), nullable=False),
        sa.Column(
            "record", sa.Uuid(as_uuid=False).with_variant(sa.String(36), "sqlite"), nullable=False
        ),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("cap", sa.String(length=240), nullable=False),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["contract.id"], name=op.f("fk_ledger_standing_contract_id")
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["ledger_entry.id"], name=op.f("fk_ledger_standing_entry_id")
        ),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_ledger_standing")),
    )
    op.create_index(
        "ix_ledger_standing_cap",
        "ledger_standing",
        ["cap"],
        unique=False,
        sqlite_where=sa.text("cap <> ''"),
        postgresql_where=sa.text("cap <> ''"),
    )
    op.create_index(
        "ix_ledger_standing_cell",
        "ledger_standing",
        ["contract_id", "line", "scope", "unit"],
        unique=False,
    )
    op.create_index(
        "ix_ledger_standing_list",
        "ledger_standing",
        ["contract_id", "line", "status", "day", "entry_id"],
        unique=False,
    )
    op.create_index("ix_ledger_standing_record", "ledger_standing", ["record"], unique=False)
    op.create_index(
        "uq_ledger_standing_holder",
        "ledger_standing",
        ["contract_id", "line", "scope", "unit"],
        unique=True,
        sqlite_where=sa.text("status = 'counted'"),
        postgresql_where=sa.text("status = 'counted'"),
    )
    op.create_table(
        "person_category",
        sa.Column("id", ID, nullable=False),
        sa.Column(
            "uuid", sa.Uuid(as_uuid=False).with_variant(sa.String(36), "sqlite"), nullable=False
        ),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("first_content", sa.String(length=64), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("end", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_person_category_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_category")),
        sa.UniqueConstraint("uuid", name=op.f("uq_person_category_uuid")),
    )
    op.create_index("ix_person_category_person", "person_category", ["person_id"], unique=False)
    op.create_table(
        "search_key",
        sa.Column("county", sa.String(length=80), nullable=False),
        sa.Column(
            "key",
            sa.String(length=64).with_variant(sa.String(length=64, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("person_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_search_key_person_id")),
        sa.PrimaryKeyConstraint("county", "key", "person_id", name=op.f("pk_search_key")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_search_key_person", "search_key", ["person_id"], unique=False)
    op.create_table(
        "service_item",
        sa.Column("id", ID, nullable=False),
        sa.Column(
            "uuid", sa.Uuid(as_uuid=False).with_variant(sa.String(36), "sqlite"), nullable=False
        ),
        sa.Column("record_id", ID, nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("person_id", ID, nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("result", sa.String(length=20), nullable=False),
        sa.Column("accepted", sa.Boolean(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_service_item_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["record_id"], ["record.id"], name=op.f("fk_service_item_record_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_item")),
        sa.UniqueConstraint("uuid", name=op.f("uq_service_item_uuid")),
    )
    op.create_index("ix_service_item_record", "service_item", ["record_id"], unique=False)
    op.create_table(
        "tier_span",
        sa.Column("id", ID, nullable=False),
        sa.Column("enrolment_id", ID, nullable=False),
        sa.Column("tier", sa.String(length=80), nullable=False),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("end", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_tier_span_enrolment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tier_span")),
    )
    op.create_index("ix_tier_span_enrolment", "tier_span", ["enrolment_id"], unique=False)


def downgrade() -> None:
    """There is no way back: restore the backup that was made before."""
    raise NotImplementedError("restore the backup that was made before the upgrade")
