"""Who may do what to which page in which state: written by hand from the rules of the product, for a person to review.

Nothing of the product is imported here and nothing of the product imports this (tests/architecture). A cell is
(operation, role, state, relation); `expected` says whether the operation must take effect. Whatever no line grants is
refused: to another agency, to whoever is not logged in, and to roles that are not named.

Read a line as: Grant(who, states, relations). An operation with several lines is the union of them.
"""

from dataclasses import dataclass

ANONYMOUS = "anonymous"
ROLES = (
    "contributor",
    "section_editor",
    "department_head",
    "board_member",
    "board_head",
    "standing_office",
    "secretariat",
    "translator",
    "finance_estimate",
    "finance_allocation",
    "finance_payment",
    "administrator",
)
ACTORS = (*ROLES, ANONYMOUS)

# Whose the page is, seen from a person of a division: their own division's, that of another division of the same
# agency, another agency's; and their own division's in the language that is not the site's first.
OWN, OTHER, FOREIGN, ENGLISH = "own", "other", "foreign", "english"
RELATIONS = (OWN, OTHER, FOREIGN, ENGLISH)

DRAFT = "draft"  # never live
DEPARTMENT = "department_review"  # never live, at its department's head
TECHNICAL = "technical_edit"  # never live, at the secretariat
BOARD = "board_approval"  # never live, at the board
RETURNED = "returned"  # sent back by the head
SCHEDULED = "scheduled"  # approved, for a moment to come
LIVE = "live"
LIVE_EDITED = "live_edited"  # live, with a newer draft
LIVE_REVIEWED = "live_in_review"  # live, its newer draft at the head
WITHDRAWN = "withdrawn"  # was live
PRIVATE = "private"  # live, for readers who logged in
FRAME_DRAFT, FRAME_LIVE = "frame_draft", "frame_live"  # a standing page: the frame of the site
NOTICE_DRAFT, NOTICE_LIVE = "notice_draft", "notice_live"  # a change notice: a text of the section for procedures

NOTICES = (NOTICE_DRAFT, NOTICE_LIVE)
REVIEWS = (DEPARTMENT, TECHNICAL, BOARD, RETURNED)
ARTICLES = (DRAFT, *REVIEWS, SCHEDULED, LIVE, LIVE_EDITED, LIVE_REVIEWED, WITHDRAWN, PRIVATE)
TEXTS = (*ARTICLES, *NOTICES)
FRAMES = (FRAME_DRAFT, FRAME_LIVE)
STATES = (*TEXTS, *FRAMES)
IN_REVIEW = (DEPARTMENT, TECHNICAL, BOARD, LIVE_REVIEWED)
AT_THE_HEAD = (DEPARTMENT, LIVE_REVIEWED)
SHOWN = (LIVE, LIVE_EDITED, LIVE_REVIEWED, PRIVATE, NOTICE_LIVE)  # what a withdrawal ends
PUBLIC = (LIVE, LIVE_EDITED, LIVE_REVIEWED, NOTICE_LIVE)  # what everybody on the staff finds
# Neither in review nor waiting for its moment.
AT_REST = (DRAFT, RETURNED, LIVE, LIVE_EDITED, WITHDRAWN, PRIVATE, *NOTICES)
NOT_SHOWN = (DRAFT, RETURNED, SCHEDULED, WITHDRAWN, NOTICE_DRAFT)  # neither live nor in review

WRITERS = frozenset({"contributor", "section_editor", "department_head"})
TRANSLATOR = frozenset({"translator"})
HEAD = frozenset({"department_head"})
BOARD_PEOPLE = frozenset({"board_member", "board_head"})
BOARD_HEAD = frozenset({"board_head"})
OFFICE = frozenset({"standing_office"})
SECRETARIAT = frozenset({"secretariat"})
KEEPERS = OFFICE | SECRETARIAT | {"administrator"}
DECIDERS = BOARD_HEAD | OFFICE
STAFF = frozenset(ROLES)
FINANCE = frozenset({"finance_estimate", "finance_allocation", "finance_payment"})

AT_HOME = (OWN, ENGLISH)  # one's own division
AGENCY = (OWN, OTHER, ENGLISH)


@dataclass(frozen=True)
class Grant:
    """These people, with pages in these states, where the page is theirs in one of these ways."""

    who: frozenset[str]
    states: tuple[str, ...]
    relations: tuple[str, ...]


# Drafts, history, versions: who writes for the unit, who works for the whole agency; the frame: all who write.
SEES = (
    Grant(WRITERS | TRANSLATOR, TEXTS, AT_HOME),
    Grant(BOARD_PEOPLE | KEEPERS, TEXTS, AGENCY),
    Grant(WRITERS | TRANSLATOR | BOARD_PEOPLE | KEEPERS, FRAMES, AGENCY),
)
# Lists: the same, and everybody on the staff what the public sees.
FINDS = (*SEES, Grant(STAFF, (*PUBLIC, FRAME_LIVE), AGENCY))
# Wagtail's explorer and its search are of those who write or keep something; finance chooses and reads, no more.
LISTS = (*SEES, Grant(STAFF - FINANCE, (*PUBLIC, FRAME_LIVE), AGENCY))


def _who_writes(states: tuple[str, ...], frames: tuple[str, ...] = ()) -> tuple[Grant, ...]:
    """Writers of the unit, translators in the other language, keepers everywhere; the frame by keepers."""
    return (
        Grant(WRITERS, states, AT_HOME),
        Grant(TRANSLATOR, states, (ENGLISH,)),
        Grant(KEEPERS, (*states, *frames), AGENCY),
    )


# A text at rest; in review whose step it is; at the board nobody; approved for a moment to come: nobody.
SAVES = (
    *_who_writes(AT_REST, FRAMES),
    Grant(HEAD, AT_THE_HEAD, AT_HOME),
    Grant(SECRETARIAT, (TECHNICAL,), AGENCY),
)
# The editor opens for those who may save; closed by a lock for who may see a text that is in review.
OPENS = (
    *_who_writes((*AT_REST, SCHEDULED), FRAMES),
    Grant(WRITERS | TRANSLATOR, IN_REVIEW, AT_HOME),
    Grant(BOARD_PEOPLE | KEEPERS, IN_REVIEW, AGENCY),
)
DECIDES = (
    Grant(HEAD, AT_THE_HEAD, AT_HOME),
    Grant(SECRETARIAT, (TECHNICAL,), AGENCY),
    Grant(BOARD_PEOPLE, (BOARD,), AGENCY),
)
WITHDRAWS = (Grant(DECIDERS, (*SHOWN, FRAME_LIVE), AGENCY),)
# Not live: who may edit it (in review: whose step edits). Live: those who decide.
MOVES = (
    *_who_writes(NOT_SHOWN, (FRAME_DRAFT,)),
    Grant(HEAD, (DEPARTMENT,), AT_HOME),
    Grant(SECRETARIAT, (TECHNICAL,), AGENCY),
    Grant(DECIDERS, (*SHOWN, FRAME_LIVE), AGENCY),
)
# Neither live (that is withdrawn first, with a public reason) nor in review.
DELETES = _who_writes(NOT_SHOWN, (FRAME_DRAFT,))
# What is seen, to where one may add.
COPIES = _who_writes(TEXTS, FRAMES)
LOCKS = (Grant(HEAD, TEXTS, AT_HOME), Grant(OFFICE | SECRETARIAT, STATES, AGENCY))
DECIDES_FOR_THE_PUBLIC = (Grant(DECIDERS, STATES, AGENCY),)
# Something that is not public yet, and that nobody reviews already.
SUBMITS = _who_writes((DRAFT, RETURNED, LIVE_EDITED, WITHDRAWN, NOTICE_DRAFT), (FRAME_DRAFT,))
# A section is supplied by many departments: beside another department's text one adds a text of one's own.
ADDS = (
    Grant(WRITERS, (DRAFT, NOTICE_DRAFT), AGENCY),
    Grant(TRANSLATOR, (DRAFT, NOTICE_DRAFT), (ENGLISH,)),
    Grant(KEEPERS, (DRAFT, NOTICE_DRAFT), AGENCY),
    Grant(KEEPERS, (FRAME_DRAFT,), AGENCY),
)
NOBODY: tuple[Grant, ...] = ()

EXPECTATIONS: dict[str, tuple[Grant, ...]] = {
    # Reading
    "open_editor": OPENS,
    "preview_in_editor": OPENS,
    "view_draft": SEES,
    "history": SEES,
    "revision_view": SEES,
    "revision_compare": SEES,
    "usage": SEES,
    "workflow_status": SEES,
    "task_screen": tuple(Grant(line.who, IN_REVIEW, line.relations) for line in SEES[:2]),
    "explorer": LISTS,
    "search": LISTS,
    "chooser": FINDS,
    "api_detail": FINDS,
    # Writing
    "add_beside": ADDS,
    "save_draft": SAVES,
    "revert": SAVES,
    "set_moments": (
        Grant(HEAD, AT_REST, AT_HOME),
        Grant(HEAD, AT_THE_HEAD, AT_HOME),
        Grant(OFFICE | SECRETARIAT, (*AT_REST, *FRAMES), AGENCY),
        Grant(SECRETARIAT, (TECHNICAL,), AGENCY),
    ),
    "copy": COPIES,
    "move": MOVES,
    "bulk_move": MOVES,
    "delete": DELETES,
    "bulk_delete": DELETES,
    "lock": LOCKS,
    "unlock": LOCKS,
    "reorder": (Grant(KEEPERS, (DRAFT, LIVE), AGENCY),),
    "translate": (
        # Only what the public reads is translated (R077).
        Grant(WRITERS | TRANSLATOR, PUBLIC, (OWN,)),
        Grant(KEEPERS, PUBLIC, (OWN, OTHER)),
        Grant(KEEPERS, (FRAME_LIVE,), (OWN,)),
    ),
    "translation_put": (
        Grant(WRITERS | TRANSLATOR, (DRAFT,), (OWN,)),
        Grant(KEEPERS, (DRAFT,), (OWN, OTHER)),
    ),
    "word_import": ADDS[:3],
    "private_picture": (  # members of a unit work in its own collection; who works for the agency in all
        Grant(STAFF, (DRAFT,), (OWN,)),
        Grant(BOARD_PEOPLE | KEEPERS, (DRAFT,), (OTHER,)),
    ),
    # Reviewing
    "submit": SUBMITS,
    "take_back": (Grant(OFFICE, (*IN_REVIEW, RETURNED), AGENCY),),
    "claim": DECIDES,
    "assign": (Grant(DECIDERS, IN_REVIEW, AGENCY),),
    "approve": DECIDES,
    "approve_in_wagtail": DECIDES,
    "send_back": DECIDES,
    # Making public, and taking away
    "publish_post": NOBODY,
    "schedule_post": NOBODY,
    "bulk_publish": NOBODY,
    "api_publish": NOBODY,
    "api_delete": NOBODY,
    "publish_urgently": (
        Grant(BOARD_HEAD, (DRAFT, *IN_REVIEW, RETURNED, LIVE_EDITED, WITHDRAWN, NOTICE_DRAFT, FRAME_DRAFT), AGENCY),
    ),
    "withdraw_urgently": (Grant(BOARD_HEAD, (*SHOWN, FRAME_LIVE), AGENCY),),
    "unpublish": WITHDRAWS,
    "bulk_unpublish": WITHDRAWS,
    "privacy": DECIDES_FOR_THE_PUBLIC,
    "alias": DECIDES_FOR_THE_PUBLIC,
    "unschedule": (Grant(DECIDERS, (SCHEDULED,), AGENCY),),
}
# Operations that are about the place and not about the state of a page, or that only some states have: asked there.
ONLY_IN: dict[str, tuple[str, ...]] = {
    "add_beside": (DRAFT, NOTICE_DRAFT, FRAME_DRAFT),
    "word_import": (DRAFT,),
    "private_picture": (DRAFT,),
    "translation_put": (DRAFT,),
    "reorder": (DRAFT, LIVE),
    "task_screen": IN_REVIEW,
    "claim": IN_REVIEW,
    "assign": IN_REVIEW,
    "approve": IN_REVIEW,
    "approve_in_wagtail": IN_REVIEW,
    "send_back": IN_REVIEW,
    "take_back": (*IN_REVIEW, RETURNED),
    "unschedule": (SCHEDULED,),
    # Sending what waits for its moment, or urgently what is public already: no rule speaks of it.
    "submit": tuple(state for state in STATES if state != SCHEDULED),
    "publish_urgently": (DRAFT, *IN_REVIEW, RETURNED, LIVE_EDITED, WITHDRAWN, NOTICE_DRAFT, FRAME_DRAFT),
}
ONLY_AS: dict[str, tuple[str, ...]] = {
    "translate": (OWN, OTHER, FOREIGN),
    "translation_put": (OWN, OTHER, FOREIGN),
    "private_picture": (OWN, OTHER, FOREIGN),
}


@dataclass(frozen=True)
class Cell:
    """One question, and the answer that must be true."""

    operation: str
    actor: str
    state: str
    relation: str

    @property
    def expected(self) -> bool:
        """Whether the operation takes effect."""
        return any(
            self.actor in line.who and self.state in line.states and self.relation in line.relations
            for line in EXPECTATIONS[self.operation]
        )


def cells() -> list[Cell]:
    """Every question that can be asked; the frame has no other division."""
    return [
        Cell(operation, actor, state, relation)
        for operation in EXPECTATIONS
        for state in ONLY_IN.get(operation, STATES)
        for relation in ONLY_AS.get(operation, RELATIONS)
        if not (state in FRAMES and relation == OTHER)
        for actor in ACTORS
    ]
