"""`manage.py api_token create|list|revoke`: access for programs, from the command line (docs/api-tokens.md)."""

import datetime
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cms.accounts.models import User
from cms.kernel.calendar import HANOI, day_of
from cms.kernel.errors import DomainError
from cms.subsites.models import Subsite
from cms.tokens.actions import create_token, revoke_token
from cms.tokens.errors import UnknownToken
from cms.tokens.models import PREVIEW, READ, ApiToken

_USUAL_DAYS = 180


class Command(BaseCommand):
    help = "Make, list and revoke the tokens by which programs read the API."

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        create = acts.add_parser("create", help="make a token and print it, once")
        create.add_argument("--site", required=True, help="key of the only site it reads")
        create.add_argument("--name", required=True, help="which program uses it")
        create.add_argument("--purpose", default="")
        create.add_argument("--scope", action="append", choices=[READ, PREVIEW], help="may be repeated; default: read")
        create.add_argument("--days", type=int, default=_USUAL_DAYS, help=f"how long it lives; default: {_USUAL_DAYS}")
        revoke = acts.add_parser("revoke", help="end a token")
        revoke.add_argument("prefix", help="its beginning, as `list` shows it")
        for act in (create, revoke):
            act.add_argument("--by", default="", metavar="USERNAME", help="who the audit log names")
        acts.add_parser("list", help="all tokens, without their secrets").add_argument("--site", default="")

    def handle(self, *args: Any, **options: Any) -> None:
        act = {"create": self._create, "revoke": self._revoke, "list": self._list}[options["act"]]
        try:
            act(options, timezone.now())
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal

    def _create(self, options: dict[str, Any], at: datetime.datetime) -> None:
        scopes = options["scope"] or [READ]
        _token, text = create_token(
            name=options["name"],
            purpose=options["purpose"],
            subsite=_site(options["site"]),
            may_read=READ in scopes,
            may_preview=PREVIEW in scopes,
            expires_on=day_of(at) + datetime.timedelta(days=options["days"]),
            by=_person(options["by"]),
            at=at,
        )
        # Alone on standard output, so that it can be piped into a store of secrets and never stands in a log.
        self.stdout.write(text)
        self.stderr.write("This is shown once. / Mã chỉ hiện một lần.")

    def _revoke(self, options: dict[str, Any], at: datetime.datetime) -> None:
        prefix = options["prefix"].removeprefix("cong_").rstrip("…_")
        token = ApiToken.objects.filter(prefix=prefix).first()
        if token is None:
            raise UnknownToken(prefix=options["prefix"])
        revoke_token(token=token, by=_person(options["by"]), at=at)
        self.stdout.write(f"{token}: revoked")

    def _list(self, options: dict[str, Any], at: datetime.datetime) -> None:
        tokens = ApiToken.objects.select_related("subsite").order_by("subsite__key", "name", "id")
        if options["site"]:
            tokens = tokens.filter(subsite=_site(options["site"]))
        for token in tokens:
            used = token.last_used_on.astimezone(HANOI).strftime("%Y-%m-%d %H:%M") if token.last_used_on else "never"
            facts = [token.subsite.key, f"cong_{token.prefix}", token.state(on=day_of(at)).value]
            facts += ["+".join(sorted(token.scopes)), f"until {token.expires_on}", f"used {used}", token.name]
            self.stdout.write("\t".join(facts))


def _site(key: str) -> Subsite:
    found = Subsite.objects.filter(key=key).first()
    if found is None:
        raise CommandError(f"there is no site “{key}”")
    return found


def _person(username: str) -> User | None:
    if not username:
        return None
    found: User | None = User.objects.filter(username=username).first()
    if found is None:
        raise CommandError(f"there is no account “{username}”")
    return found
