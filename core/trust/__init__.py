"""Trust: accounts, grants, what each role may do, and the sessions in which people act."""

from core.trust.facts import Account, Grant, Session
from core.trust.roles import PERMISSIONS, ROLES, Role
from core.trust.rules import Decision, Reach, Scope, can, can_anywhere, main_role, scope

__all__ = [
    "PERMISSIONS",
    "ROLES",
    "Account",
    "Decision",
    "Grant",
    "Reach",
    "Role",
    "Scope",
    "Session",
    "can",
    "can_anywhere",
    "main_role",
    "scope",
]
