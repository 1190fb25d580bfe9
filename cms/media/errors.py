"""Why an upload is refused: each says what is wrong and what the editor can do."""

from django.utils.translation import gettext_lazy as _

from cms.kernel.errors import DomainError


class NotCutYet(Exception):
    """Nothing of an image is cut, and cutting it now would hold the database's write lock too long."""


class InPublicUse(DomainError):
    """What the public sees goes by a text's review, or by its withdrawal, and not through the library."""

    code = "in_public_use"
    message = _(
        "“{title}” stands in a public text. Take it out of the text, or withdraw the text, before you delete it."
    )


class RefusedUpload(DomainError):
    """The file is not stored."""

    code = "refused_upload"


class EmptyUpload(RefusedUpload):
    code = "empty"
    message = _("The file is empty. Choose it again.")


class UnknownExtension(RefusedUpload):
    code = "unknown_extension"
    message = _("Files of the kind “.{extension}” are not accepted. Save it as one of: {accepted}.")


class NoExtension(UnknownExtension):
    message = _("The name of the file does not end in its kind. Save it as one of: {accepted}.")


class FileTooLarge(RefusedUpload):
    code = "file_too_large"
    message = _("The file is too large ({size}); the limit is {limit}. Save it smaller or at lower quality.")


class NotAPicture(RefusedUpload):
    code = "not_a_picture"
    message = _("The content of the file is not a picture in an accepted format. Export it as JPEG or PNG.")


class HiddenContent(RefusedUpload):
    code = "hidden_content"
    message = _("The file holds web code or another document besides the picture. Export a clean copy of the picture.")


class TooManyPixels(RefusedUpload):
    code = "too_many_pixels"
    message = _("The picture has {width} × {height} pixels; the limit is {limit} megapixels. Make it smaller.")


class PixelFlood(TooManyPixels):
    message = _("The picture claims far more pixels than the limit of {limit} megapixels. Make it smaller.")


class TooFewPixels(RefusedUpload):
    code = "too_few_pixels"
    message = _("The picture has {width} × {height} pixels, too few to be shown; each side needs at least {limit}.")


class MovingPicture(RefusedUpload):
    code = "moving_picture"
    message = _("Moving pictures are not accepted. Upload a still picture, or embed a video in the article.")


class BrokenPicture(RefusedUpload):
    code = "broken_picture"
    message = _("The picture is damaged or incomplete. Open it on your computer, save it again and upload that copy.")


class ContentMismatch(RefusedUpload):
    code = "content_mismatch"
    message = _("The content of the file is not what its name says (.{extension}). Save it again from its program.")


class ActiveContent(RefusedUpload):
    code = "active_content"
    message = _("The file holds macros or other programs. Save it without them.")


class UnsafeArchive(RefusedUpload):
    code = "unsafe_archive"
    message = _(
        "The file unpacks to far more than a document would, or to unsafe places. Save it again from its program."
    )
