"""Mails leave here, in the worker: leased, tried again, and never in a request (RELIABILITY 82)."""

import datetime
import logging
import smtplib
import uuid
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db.models import F, Q

from cms.kernel.failpoints import failpoint
from cms.notifications.models import Mail
from cms.notifications.rules import next_try

logger = logging.getLogger(__name__)
LEASE = datetime.timedelta(minutes=5)  # longer than EMAIL_TIMEOUT: who holds it is dead when it ends
AT_ONCE = 50
REFUSED_AFTER = 5
ERROR_LENGTH = 1000


def send_mails(at: datetime.datetime) -> int:
    """Hand every waiting mail to the server, each by one worker; how many it took.

    A server that is away puts the mail off, for as long as it takes. A process killed between the server's answer
    and our note sends the mail again when the lease ends, under the same Message-ID.
    """
    free = Q(leased_until__isnull=True) | Q(leased_until__lt=at)
    waiting = Mail.objects.filter(free, state=Mail.State.WAITING, next_try_at__lte=at).order_by("next_try_at", "id")
    sent = 0
    for mail in list(waiting[:AT_ONCE]):
        lease = uuid.uuid4()
        claimed = Mail.objects.filter(free, pk=mail.pk, state=Mail.State.WAITING, tries=mail.tries)
        if not claimed.update(lease=lease, leased_until=at + LEASE):
            continue
        if _send(mail, lease, at=at):
            sent += 1
        elif not Mail.objects.filter(pk=mail.pk, state=Mail.State.REFUSED).exists():
            break  # the server is away: the others wait for their turn too
    return sent


def _send(mail: Mail, lease: uuid.UUID, *, at: datetime.datetime) -> bool:
    ours = Mail.objects.filter(pk=mail.pk, lease=lease)
    try:
        _message(mail).send()
    except (OSError, smtplib.SMTPException) as failure:
        is_refused = isinstance(failure, smtplib.SMTPRecipientsRefused) and mail.tries + 1 >= REFUSED_AFTER
        ours.update(
            state=Mail.State.REFUSED if is_refused else Mail.State.WAITING,
            tries=F("tries") + 1,
            next_try_at=at + next_try(mail.tries + 1),
            lease=None,
            leased_until=None,
            error=str(failure)[:ERROR_LENGTH],
        )
        logger.warning("mail %s was not taken: %s", mail.uid, failure)
        return False
    failpoint("mail.after_send")
    ours.update(state=Mail.State.SENT, sent_at=at, lease=None, leased_until=None, error="")
    return True


def _message(mail: Mail) -> EmailMultiAlternatives:
    """Plain text with the HTML beside it; the Message-ID is the mail's own, whatever the try and the machine."""
    host = urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or "localhost"
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[mail.address],
        headers={
            "Message-ID": f"<{mail.uid}@{host}>",
            "Auto-Submitted": "auto-generated",
            "Content-Language": "vi",
        },
        connection=get_connection(fail_silently=False),
    )
    message.attach_alternative(mail.html, "text/html")
    return message
