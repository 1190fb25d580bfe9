"""What the organisation refuses, one class a rule."""

from django.utils.translation import gettext_lazy as _

from cms.kernel.errors import DomainError


class UnitKeyTaken(DomainError):
    code = "unit_key_taken"
    message = _("There is already a unit with the key “{key}”.")


class NameMissing(DomainError):
    code = "name_missing"
    message = _("A unit needs a name in Vietnamese.")


class UnitClosed(DomainError):
    code = "unit_closed"
    message = _("“{unit}” does not exist on {on:%d/%m/%Y}.")


class EndsBeforeItBegins(DomainError):
    code = "ends_before_it_begins"
    message = _("The end is before the beginning ({valid_from:%d/%m/%Y}).")


class ChangeInTheFuture(DomainError):
    code = "change_in_the_future"
    message = _("This takes effect when it is recorded: {on:%d/%m/%Y} has not come yet.")


class ChangeBeforeTheLast(DomainError):
    code = "change_before_the_last"
    message = _("“{unit}” has already been changed on {last:%d/%m/%Y}; a later date is needed.")


class UnitHasOpenParts(DomainError):
    code = "unit_has_open_parts"
    message = _("“{unit}” still has units below it: {parts}. Close or move them first.")


class OwnSuccessor(DomainError):
    code = "own_successor"
    message = _("“{unit}” cannot succeed itself.")


class OwnAncestor(DomainError):
    code = "own_ancestor"
    message = _("“{unit}” cannot stand below itself.")


class LegalBasisMissing(DomainError):
    code = "legal_basis_missing"
    message = _("The legal basis or the reason is missing.")


class PostKeyTaken(DomainError):
    code = "post_key_taken"
    message = _("There is already a post with the key “{key}”.")


class PostOfAnotherUnit(DomainError):
    code = "post_of_another_unit"
    message = _("The post “{post}” does not belong to “{unit}”.")


class AlreadyAppointed(DomainError):
    code = "already_appointed"
    message = _("{person} already is {role} in “{unit}” in that time.")


class RoleNotDelegable(DomainError):
    code = "role_not_delegable"
    message = _("The role “{role}” cannot be delegated.")


class OwnDelegate(DomainError):
    code = "own_delegate"
    message = _("Nobody acts in their own place.")


class DelegateFromOutside(DomainError):
    code = "delegate_from_outside"
    message = _("{person} does not work for this agency in that time.")


class OutsideMembership(DomainError):
    code = "outside_membership"
    message = _("The membership itself does not last from {valid_from:%d/%m/%Y} to {valid_to:%d/%m/%Y}.")


class AlreadyDelegated(DomainError):
    code = "already_delegated"
    message = _("{person} already acts in this place in that time.")


class NotAnAgency(DomainError):
    code = "not_an_agency"
    message = _("“{unit}” is no agency: an account belongs to a department, a people's committee or a ward.")


class ResetNeedsAnother(DomainError):
    code = "reset_needs_another"
    message = _("A second factor is reset by two persons, and neither is the person whose it is.")


class ResetAlreadyAsked(DomainError):
    code = "reset_already_asked"
    message = _("The reset for {person} has been asked for already and waits for a second person.")


class ResetAlreadyDecided(DomainError):
    code = "reset_already_decided"
    message = _("{person} has already decided about this.")


class ResetTooOld(DomainError):
    code = "reset_too_old"
    message = _("The request is older than {days} days and has to be made again.")


class HandoverToOneself(DomainError):
    code = "handover_to_oneself"
    message = _("Choose somebody else to take over.")


class HandoverToOutsider(DomainError):
    code = "handover_to_outsider"
    message = _("{person} does not work for the same agency today.")


class BoardNeedsOneHead(DomainError):
    code = "board_needs_one_head"
    message = _("An editorial board has exactly one head; {heads} were named.")


class SeatTakenTwice(DomainError):
    code = "seat_taken_twice"
    message = _("{person} is named twice with the same role.")


class DecisionAlreadyRecorded(DomainError):
    code = "decision_already_recorded"
    message = _("Decision {number} has already been recorded.")


class OlderThanTheOneInForce(DomainError):
    code = "older_than_the_one_in_force"
    message = _("Decision {number} is in force since {since:%d/%m/%Y}; a new one must begin later.")


class SourceMissing(DomainError):
    code = "source_missing"
    message = _("A day of the calendar needs its name and its source.")


class SwapNeedsAWorkingAndAFreeDay(DomainError):
    code = "swap_needs_a_working_and_a_free_day"
    message = _("A swap takes a working day off ({day_off:%d/%m/%Y}) and works on a free one ({day_worked:%d/%m/%Y}).")


class DayAlreadySwapped(DomainError):
    code = "day_already_swapped"
    message = _("{day:%d/%m/%Y} already belongs to another swap.")


class BadCalendarFile(DomainError):
    code = "bad_calendar_file"
    message = _("The calendar file is wrong: {reason}.")


class UnknownSelector(DomainError):
    code = "unknown_selector"
    message = _("No selector is called “{selector}”.")


class NotAllowed(DomainError):
    code = "not_allowed"
    message = "{reason}"
