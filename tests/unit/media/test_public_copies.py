"""What the public storage holds follows from what live things use."""

import datetime

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages

from cms.media import actions
from cms.media.exposure import PublicFile
from cms.media.models import PublicCopy, PublicFileUse

pytestmark = pytest.mark.django_db
HALF_MINUTE = datetime.timedelta(seconds=30)


@pytest.fixture
def files(request: pytest.FixtureRequest) -> list[PublicFile]:
    """Three private files and the public names they would get."""
    made = []
    for letter in "abc":
        source = default_storage.save(f"images/{letter}.jpg", ContentFile(f"content of {letter}".encode()))
        made.append(PublicFile(source=source, public=f"{id(request):020x}-{letter}.jpg"))
    return made


def is_public(file: PublicFile) -> bool:
    return storages["public"].exists(file.public)


def publish(owner: str, files: list[PublicFile], at: datetime.datetime) -> None:
    actions.copy_public(files, at=at)
    actions.retain_public(owner=owner, files=files, at=at)


def test_copied_file_has_the_bytes_of_its_source(files: list[PublicFile], at: datetime.datetime) -> None:
    actions.copy_public(files, at=at)

    for file, expected in zip(files, (b"content of a", b"content of b", b"content of c"), strict=True):
        with storages["public"].open(file.public) as content:
            assert content.read() == expected


def test_copying_twice_changes_nothing(files: list[PublicFile], at: datetime.datetime) -> None:
    publish("article/1/vi", files, at)
    before = list(PublicCopy.objects.values())
    publish("article/1/vi", files, at + HALF_MINUTE)

    assert list(PublicCopy.objects.values()) == before
    assert PublicFileUse.objects.count() == 3


def test_file_in_use_stays_however_old(files: list[PublicFile], at: datetime.datetime) -> None:
    publish("article/1/vi", files, at)

    assert actions.sweep_public(at=at + datetime.timedelta(days=3650)) == 0
    assert all(is_public(file) for file in files)


def test_withdrawn_files_are_gone_within_a_minute(files: list[PublicFile], at: datetime.datetime) -> None:
    """The sweep runs every 15 seconds: the one at 30–45 seconds removes them."""
    publish("article/1/vi", files, at)
    actions.release_public(owner="article/1/vi", at=at)

    assert actions.sweep_public(at=at + datetime.timedelta(seconds=29)) == 0
    assert actions.sweep_public(at=at + HALF_MINUTE) == 3
    assert not any(is_public(file) for file in files)
    assert not PublicCopy.objects.exists()


def test_file_shared_by_two_documents_goes_with_the_last(files: list[PublicFile], at: datetime.datetime) -> None:
    publish("article/1/vi", files[:2], at)
    publish("article/1/en", files[1:], at)
    actions.release_public(owner="article/1/vi", at=at)
    actions.sweep_public(at=at + HALF_MINUTE)

    assert [is_public(file) for file in files] == [False, True, True]

    actions.release_public(owner="article/1/en", at=at)
    actions.sweep_public(at=at + HALF_MINUTE)

    assert not any(is_public(file) for file in files)


def test_publishing_again_lets_go_of_what_is_no_longer_shown(files: list[PublicFile], at: datetime.datetime) -> None:
    publish("article/1/vi", files[:2], at)
    publish("article/1/vi", files[1:], at)
    actions.sweep_public(at=at + HALF_MINUTE)

    assert [is_public(file) for file in files] == [False, True, True]


def test_file_used_again_before_the_sweep_stays(files: list[PublicFile], at: datetime.datetime) -> None:
    publish("article/1/vi", files, at)
    actions.release_public(owner="article/1/vi", at=at)
    publish("article/2/vi", files, at + datetime.timedelta(seconds=20))
    actions.sweep_public(at=at + HALF_MINUTE)

    assert all(is_public(file) for file in files)


def test_copy_that_no_publication_took_up_is_swept(files: list[PublicFile], at: datetime.datetime) -> None:
    """The process was killed between copying and the commit."""
    actions.copy_public(files, at=at)

    assert actions.sweep_public(at=at + HALF_MINUTE) == 3
    assert not any(is_public(file) for file in files)


def test_copying_again_renews_the_grace_of_an_unused_copy(files: list[PublicFile], at: datetime.datetime) -> None:
    actions.copy_public(files, at=at)
    actions.copy_public(files, at=at + datetime.timedelta(seconds=20))

    assert actions.sweep_public(at=at + HALF_MINUTE) == 0


def test_retaining_makes_copies_that_are_missing(files: list[PublicFile], at: datetime.datetime) -> None:
    actions.retain_public(owner="article/1/vi", files=files, at=at)

    assert all(is_public(file) for file in files)


def test_replaced_source_takes_its_copies_from_every_document(files: list[PublicFile], at: datetime.datetime) -> None:
    publish("article/1/vi", files, at)
    publish("article/2/vi", files, at)
    actions.withdraw_source(source=files[0].source, at=at)
    actions.sweep_public(at=at + HALF_MINUTE)

    assert [is_public(file) for file in files] == [False, True, True]


def test_missing_source_is_an_error_and_uses_stay_as_they_were(files: list[PublicFile], at: datetime.datetime) -> None:
    publish("article/1/vi", files, at)
    gone = PublicFile(source="images/gone.jpg", public="0" * 20 + "-gone.jpg")

    with pytest.raises(FileNotFoundError):
        actions.retain_public(owner="article/1/vi", files=[gone], at=at)

    assert PublicFileUse.objects.filter(owner="article/1/vi").count() == 3
    assert not PublicCopy.objects.filter(name=gone.public).exists()


def test_reconciling_restores_what_is_missing_and_removes_what_nobody_knows(
    files: list[PublicFile], at: datetime.datetime
) -> None:
    public = storages["public"]
    publish("article/1/vi", files, at)
    public.delete(files[0].public)
    orphan = public.save(f"{id(files):020x}-mo-coi.jpg", ContentFile(b"x"))
    young = datetime.datetime.now(tz=datetime.UTC)

    assert actions.reconcile_public(at=young) == (1, 0)
    assert actions.reconcile_public(at=young + datetime.timedelta(minutes=1))[0] == 0
    assert all(is_public(file) for file in files)
    assert not public.exists(orphan)
