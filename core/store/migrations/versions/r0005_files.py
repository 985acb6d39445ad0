"""Files of evidence: what was kept, what a camera said, what is arriving; evidence names its file."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the three tables and the two columns."""
    op.create_table(
        "file",
        sa.Column("id", ID, nullable=False),
        sa.Column("county", sa.String(length=80), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("refused_because", sa.String(length=400), nullable=False),
        sa.Column("media", sa.String(length=40), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("looks", sa.String(length=16), nullable=False),
        sa.Column("looks_mirrored", sa.String(length=16), nullable=False),
        sa.Column("looks_cut", sa.JSON(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("received_by", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file")),
        sa.UniqueConstraint("county", "sha256", name=op.f("uq_file_county_sha256")),
    )
    op.create_index("ix_file_received", "file", ["received_by", "received_on"])
    op.create_index("ix_file_looks", "file", ["looks"])
    op.create_table(
        "file_exif",
        sa.Column("id", ID, nullable=False),
        sa.Column("file_id", ID, nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["file.id"], name=op.f("fk_file_exif_file_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file_exif")),
        sa.UniqueConstraint("file_id", name=op.f("uq_file_exif_file_id")),
    )
    op.create_table(
        "file_upload",
        sa.Column("id", ID, nullable=False),
        sa.Column("county", sa.String(length=80), nullable=False),
        sa.Column("account", sa.String(length=80), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("received", sa.Integer(), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("begun_on", sa.Date(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file_upload")),
        sa.UniqueConstraint(
            "county", "account", "sha256", name=op.f("uq_file_upload_county_account_sha256")
        ),
    )
    op.add_column(
        "evidence",
        sa.Column("file", sa.String(length=64), nullable=False, server_default=""),
    )
    op.add_column("evidence", sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_evidence_file",
        "evidence",
        ["file"],
        sqlite_where=sa.text("file <> ''"),
        postgresql_where=sa.text("file <> ''"),
    )


def downgrade() -> None:
    """There is no way back: restore the backup that was made before."""
    raise NotImplementedError("restore the backup that was made before the upgrade")
