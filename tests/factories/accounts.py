"""Accounts for tests. Usage: `UserFactory()`, `UserFactory(display_name="Đỗ Thị Thử")`, `UserFactory(admin=True)`."""

import factory

from cms.accounts.models import User

PASSWORD = "a-long-test-password"


class UserFactory(factory.django.DjangoModelFactory[User]):
    """A live account that may do nothing until a membership says so."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    class Params:
        admin = factory.Trait(is_superuser=True)

    username = factory.Sequence(lambda number: f"nguoi-dung-{number}")
    display_name = factory.Sequence(lambda number: f"Người dùng {number}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.org")
    password = factory.django.Password(PASSWORD)
