"""`manage.py unlock_account USERNAME`: let somebody try to log in again at once."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cms.accounts.actions import unlock_account
from cms.accounts.models import User


class Command(BaseCommand):
    help = "Open the login that too many wrong passwords have closed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username__iexact=options["username"]).first()
        if user is None:
            raise CommandError(f"no such account: {options['username']}")
        found = unlock_account(user=user, by=None, at=timezone.now())
        self.stdout.write("unlocked" if found else "was not locked")
