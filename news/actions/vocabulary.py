"""Genres and topics: the lists of the plans as a start; staff add to them in the admin."""

import datetime

from django.db import transaction

from cms.accounts.models import User
from cms.audit.actions import record
from news.models import Genre, Topic
from news.vocabulary import GENRES, TOPICS


@transaction.atomic
def load_vocabulary(*, by: User | None, at: datetime.datetime) -> int:
    """Add the genres and topics that are missing; how many. What staff changed is left as it is."""
    known_genres = set(Genre.objects.values_list("key", flat=True))
    known_topics = set(Topic.objects.values_list("key", flat=True))
    genres = [
        Genre(key=key, label_vi=vi, label_en=en, order=order)
        for order, (key, vi, en) in enumerate(GENRES, start=1)
        if key not in known_genres
    ]
    topics = [
        Topic(key=key, label_vi=vi, label_en=en, order=order)
        for order, (key, vi, en) in enumerate(TOPICS, start=1)
        if key not in known_topics
    ]
    if genres or topics:
        Genre.objects.bulk_create(genres)
        Topic.objects.bulk_create(topics)
        added = [term.key for term in (*genres, *topics)]
        record(action="news.vocabulary_loaded", by=by, at=at, data={"added": added})
    return len(genres) + len(topics)
