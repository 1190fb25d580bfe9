"""The worker cuts; pages that went out before are told."""

import datetime

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils import timezone

from cms.media import actions, jobs, registry
from cms.media.exposure import Exposure
from cms.media.image_shape import image_shape
from cms.media.models import Image, PublicFileUse
from cms.media.renditions import existing_cuts, fixed_specs
from tests.factories.media import ImageFactory, picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def prepared(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The images announced as prepared."""
    monkeypatch.setattr(registry, "_prepared", [])
    heard: list[int] = []
    registry.on_image_prepared(lambda image, at: heard.append(image.pk))
    return heard


def test_preparing_makes_every_fixed_cut_once_and_announces_it(at: datetime.datetime, prepared: list[int]) -> None:
    image = ImageFactory(size=(900, 600))

    assert actions.prepare_image(image=image, at=at) is True
    rows = set(image.renditions.values_list("pk", "filter_spec"))
    assert {spec for _pk, spec in rows} == {spec.filter_spec for spec in fixed_specs(image)}
    assert Image.objects.get(pk=image.pk).prepared_at == at
    assert prepared == [image.pk]

    actions.prepare_image(image=image, at=at)
    assert set(image.renditions.values_list("pk", "filter_spec")) == rows


def test_wagtail_finds_the_thumbnail_that_was_cut(at: datetime.datetime) -> None:
    image = ImageFactory(size=(900, 600))
    actions.prepare_image(image=image, at=at)
    known = set(image.renditions.values_list("pk", flat=True))

    assert image.get_rendition("max-165x165").pk in known


def test_only_what_is_missing_is_cut(at: datetime.datetime) -> None:
    image = ImageFactory()
    actions.prepare_image(image=image, at=at)
    kept = image.renditions.order_by("pk").first()
    image.renditions.exclude(pk=kept.pk).delete()
    before = kept.file.name

    actions.prepare_image(image=image, at=at)

    kept.refresh_from_db()
    assert kept.file.name == before
    assert image.renditions.count() == len(fixed_specs(image))


def test_image_whose_file_changed_while_it_was_cut_stays_pending(at: datetime.datetime, prepared: list[int]) -> None:
    image = ImageFactory()
    stale = Image.objects.get(pk=image.pk)
    image.file = ContentFile(picture(shade=9), name="khac.jpg")
    image.save()

    assert actions.prepare_image(image=stale, at=at) is False
    assert Image.objects.get(pk=image.pk).prepared_at is None
    assert prepared == []


def test_new_file_makes_an_image_pending_again(at: datetime.datetime) -> None:
    image = ImageFactory()
    actions.prepare_image(image=image, at=at)
    image.file = ContentFile(picture(shade=9), name="khac.jpg")
    image.save()

    assert Image.objects.get(pk=image.pk).prepared_at is None


def test_job_prepares_the_oldest_first_up_to_its_limit(at: datetime.datetime, prepared: list[int]) -> None:
    images = [ImageFactory() for _ in range(3)]

    assert jobs.prepare_pending_images(at, limit=2) == 2
    assert prepared == [images[0].pk, images[1].pk]
    assert jobs.prepare_pending_images(at) == 1
    assert jobs.prepare_pending_images(at) == 0


def test_image_that_cannot_be_cut_is_left_after_five_tries_and_keeps_nobody_waiting(
    at: datetime.datetime, prepared: list[int]
) -> None:
    broken, sound = ImageFactory(), ImageFactory()
    broken.file.storage.delete(broken.file.name)

    assert jobs.prepare_pending_images(at) == 1
    for _ in range(6):
        jobs.prepare_pending_images(at)

    assert Image.objects.get(pk=broken.pk).prepare_failures == 5
    assert prepared == [sound.pk]


def test_what_a_listener_writes_is_undone_with_the_mark(at: datetime.datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that must be refreshed is never forgotten: the mark and the order commit together."""

    def fail(image: Image, at: datetime.datetime) -> None:
        raise RuntimeError("the listener's row could not be written")

    monkeypatch.setattr(registry, "_prepared", [fail])
    image = ImageFactory()

    assert jobs.prepare_pending_images(at) == 0
    assert Image.objects.get(pk=image.pk).prepared_at is None


def test_cut_of_a_file_that_was_replaced_meanwhile_is_never_shown(at: datetime.datetime) -> None:
    image = ImageFactory(size=(900, 600))
    stale = Image.objects.get(pk=image.pk)
    image.file = ContentFile(picture("JPEG", (900, 600), shade=200), name="khac.jpg")
    image.save()
    actions.prepare_image(image=stale, at=at)  # began before the replacement, ends after it

    assert existing_cuts(image, fixed_specs(image)) == {}
    assert actions.prepare_image(image=image, at=at) is True
    assert set(image.renditions.values_list("source", flat=True)) == {image.file.name}


def test_replacing_the_file_takes_its_public_cuts_away(at: datetime.datetime) -> None:
    image = ImageFactory(size=(900, 600))
    actions.prepare_image(image=image, at=at)
    exposure = Exposure(mode="public")
    image_shape(image, alt="", is_decorative=True, exposure=exposure)
    actions.retain_public(owner="article/1/vi", files=exposure.files, at=at)

    image.file = ContentFile(picture(shade=9), name="khac.jpg")
    image.save()

    assert not PublicFileUse.objects.exists()
    actions.sweep_public(at=timezone.now() + datetime.timedelta(seconds=31))
    assert not any(storages["public"].exists(file.public) for file in exposure.files)


def test_deleting_the_image_takes_its_public_cuts_away(at: datetime.datetime) -> None:
    image = ImageFactory()
    exposure = Exposure(mode="public")
    image_shape(image, alt="", is_decorative=True, exposure=exposure)
    actions.retain_public(owner="article/1/vi", files=exposure.files, at=at)

    image.delete()

    assert not PublicFileUse.objects.exists()


def test_job_gives_the_worker_back_after_its_slice_of_time(
    at: datetime.datetime, prepared: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    images = [ImageFactory() for _ in range(3)]
    monkeypatch.setattr(jobs, "SLICE_SECONDS", 0)

    assert jobs.prepare_pending_images(at) == 1
    assert prepared == [images[0].pk]
