"""What a person may do about a delivery."""

import datetime

from django.contrib.auth.models import AbstractBaseUser

from cms.publishing.models import Delivery


def retry_delivery(*, delivery: Delivery, by: AbstractBaseUser | None, at: datetime.datetime) -> Delivery:
    """Send a delivery again that was given up."""
    raise NotImplementedError
