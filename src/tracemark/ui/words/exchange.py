"""Words of exchange: why a message, a receipt, a card or a file was not taken, and what an officer must know of it."""

from django.utils.translation import gettext_noop as _

WORDS: dict[str, str] = {
    # What is not as the protocol wants it.
    "json_unfit": _("The message is not canonical JSON of this protocol: {json_problem}."),
    "json_problem_not_json": _("it is not JSON"),
    "json_problem_not_an_object": _("it is not an object"),
    "json_problem_not_canonical": _("it is not written in canonical form (RFC 8785)"),
    "json_problem_too_deep": _("it is nested too deeply"),
    "json_problem_number_too_large": _("a number is too large"),
    "json_problem_name_not_ascii": _("the name of a field is not in plain letters"),
    "json_problem_fraction": _("a number has a fraction; send it as text"),
    "json_problem_half_character": _("a text holds half a character"),
    "field_unfit": _("Field {at_field}: {field_problem}."),
    "field_problem_missing": _("it is missing"),
    "field_problem_not_text": _("it is not a text"),
    "field_problem_empty": _("it is empty"),
    "field_problem_too_long": _("it is too long"),
    "field_problem_badly_formed": _("it is not of the form agreed"),
    "field_problem_not_a_number": _("it is not a whole number"),
    "field_problem_out_of_bounds": _("it is outside its bounds"),
    "field_problem_not_a_flag": _("it is neither true nor false"),
    "field_problem_not_an_object": _("it is not an object"),
    "field_problem_not_a_list": _("it is not a list"),
    "field_problem_unknown": _("no such field is agreed"),
    "field_problem_address_unsafe": _("messages go by https only, or to this machine"),
    "line_unfit": _("A line of the packet cannot be read: {line_problem}."),
    "line_problem_too_long": _("it is too long"),
    "line_problem_not_json": _("it is not JSON"),
    "line_problem_not_an_object": _("it is not an object with one field"),
    "line_problem_unknown": _("it is of no known kind"),
    "line_problem_badly_formed": _("its content is not of the form agreed"),
    "seal_unfit": _("This is not a signed message: {seal_problem}."),
    "seal_problem_not_signed": _("it holds no signature that can be read"),
    "seal_problem_header": _("its header names another algorithm or no key"),
    "message_too_large": _("The message is too large: {size} bytes, {most} at most."),
    # Keys and cards.
    "signature_wrong": _("The signature is not right: the message was changed, or another key signed it."),
    "not_readable": _("The message cannot be decrypted: it was changed, or it is for another key."),
    "key_unknown": _("The message is signed with a key that no card we know names."),
    "key_of_another_state": _("The message says it comes from {peer}, and the key belongs to another State."),
    "key_unconfirmed": _("The card of {peer} waits for its fingerprint to be confirmed."),
    "key_revoked": _("The key of {peer} was revoked and is not believed any more."),
    "key_superseded": _("The key of {peer} was replaced before the message was made."),
    "card_of_another_state": _("The card is of another State than the one it should follow: {peer}."),
    "card_outdated": _("The card of {peer} is older than the one we trust (number {serial})."),
    "card_serial_reused": _(
        "Two different cards of {peer} have the number {serial}. Telephone before you trust either."
    ),
    "card_is_ours": _("This is our own card."),
    "card_unconfirmed": _(
        "A new card of {peer} (number {serial}) waits for its fingerprint to be confirmed."
    ),
    "fingerprint_differs": _(
        "The fingerprint is not that of the card of {peer}. Do not trust the card; ask for it again by another way."
    ),
    "no_card_waits": _("No card of {peer} waits for its fingerprint."),
    "not_a_card": _("The file is not an identity card."),
    "partner_unknown": _(
        "No card of {peer} is trusted. Ask for it, and confirm its fingerprint by telephone."
    ),
    "source_needed": _("Say where the address comes from."),
    "node_missing": _("This folder holds no node."),
    "own_card_missing": _("This node has no identity card yet. Make one first."),
    "private_key_missing": _("The private key {kid} is not in this node's folder. Restore it from a backup."),
    # Messages and receipts.
    "not_for_us": _("The message from {peer} is for {to}, not for us."),
    "clock_ahead": _("The sender's clock is {minutes} minutes ahead of ours."),
    "place_taken": _("Case {case}: {peer} sent another message with number {seq} before."),
    "place_too_far": _("Case {case}: message {seq} of {peer} is too far ahead of the last one that came."),
    "message_id_reused": _(
        "Another message with the same id and other words was exchanged with {peer} before."
    ),
    "nobody_answers": _("No room of this node answers messages of kind {message_kind}."),
    "handler_failed": _(
        "A message from {peer} could not be applied because of a fault in this program ({fault}). "
        "It is kept and will be tried again."
    ),
    "message_refused_here": _("A message from {peer} about case {case} was refused: {cause}."),
    "message_refused_abroad": _("{peer} refused our message about case {case}: {cause}."),
    "message_unanswered": _(
        "A message to {peer} about case {case} has had no receipt for three days; attempts: {attempts}."
    ),
    "arrival_refused": _(
        "Something that came, sender stated as “{peer}”, was not believed: {cause}. See the list of what was refused."
    ),
    "refused_flood": _(
        "More than {most} things from {source} were not believed within an hour; more are not listed."
    ),
    "receipt_not_for_us": _("The receipt of {peer} is for {to}, not for us."),
    "receipt_of_other_bytes": _("The receipt is for other words than those we sent (message {message})."),
    "receipt_of_nothing": _("{peer} sent a receipt for a message we never sent ({message})."),
    "receipt_contradicts": _(
        "{peer} sent two receipts for one message that contradict each other ({message})."
    ),
    # Lines and files.
    "line_down": _("The line to {peer} is down: {detail}"),
    "refused_there": _("The other node could not take it: {cause}. It will be sent again."),
    "carried_by_courier": _("It stands in the courier file {file}; no receipt yet."),
    "waits_for_courier": _("It waits for the next courier file."),
    "courier_file_torn": _(
        "The courier file {file} has no end: it was torn on its way. What it held was taken in; ask for it again."
    ),
    "courier_file_too_large": _(
        "The courier file is larger than can be read, or a line of it is ({most} bytes)."
    ),
    "not_a_courier_file": _("The file is not a courier file."),
    "gap_one": _("Case {case}, {peer}: waiting for message {numbers}"),
    "gap_many": _("Case {case}, {peer}: waiting for messages {numbers}"),
    "gap_fault": _("Case {case}, {peer}: a message is kept and will be tried again"),
    "message_missing": _("There is no message with the number {number}."),
    # Why, in few words: lists and alerts.
    "cause_json_unfit": _("not canonical JSON"),
    "cause_field_unfit": _("a field is wrong"),
    "cause_line_unfit": _("a line cannot be read"),
    "cause_seal_unfit": _("not a signed message"),
    "cause_message_too_large": _("too large"),
    "cause_signature_wrong": _("wrong signature"),
    "cause_not_readable": _("cannot be decrypted"),
    "cause_key_unknown": _("unknown key"),
    "cause_key_of_another_state": _("key of another State"),
    "cause_key_unconfirmed": _("card not confirmed"),
    "cause_key_revoked": _("revoked key"),
    "cause_key_superseded": _("replaced key"),
    "cause_card_outdated": _("old card"),
    "cause_card_serial_reused": _("two cards with one number"),
    "cause_not_for_us": _("for another State"),
    "cause_place_taken": _("its number is taken"),
    "cause_place_too_far": _("its number is too far ahead"),
    "cause_message_id_reused": _("its id is taken"),
    "cause_nobody_answers": _("unknown kind of message"),
    "cause_not_a_card": _("not a card"),
    "cause_receipt_of_nothing": _("receipt for nothing we sent"),
    "cause_receipt_of_other_bytes": _("receipt for other words"),
    "cause_receipt_contradicts": _("contradicting receipt"),
    "cause_receipt_not_for_us": _("receipt for another State"),
    "cause_handler_failed": _("a fault in this program"),
    "cause_clock_ahead": _("clock ahead"),
    # Alerts and the access log.
    "alert_kind_card_unconfirmed": _("Card waits for its fingerprint"),
    "alert_kind_message_refused_here": _("Message refused here"),
    "alert_kind_message_refused_abroad": _("Message refused by another State"),
    "alert_kind_message_unanswered": _("Message without receipt"),
    "alert_kind_arrival_refused": _("Message not believed"),
    "alert_kind_refused_flood": _("Flood of messages not believed"),
    "alert_kind_clock_ahead": _("Clock of another State ahead"),
    "alert_kind_handler_failed": _("Message not applied"),
    "verb_issue_card": _("Made an identity card"),
    "verb_trust_card": _("Trusted a card"),
    "verb_withdraw_trust": _("Withdrew trust in a State's keys"),
    "verb_sign_again": _("Signed messages again"),
    "verb_courier_out": _("Wrote a courier file"),
    "verb_read_message": _("Read a message as evidence"),
    "verb_courier_in": _("Read a courier file"),
    # Where things stand.
    "trust_issued": _("Card made"),
    "trust_received": _("Card received"),
    "trust_confirmed": _("Fingerprint confirmed"),
    "trust_succeeded": _("Followed by a card the key before had signed"),
    "trust_withdrawn": _("Trust withdrawn"),
    "trust_known": _("Card known already"),
    "line_https": _("by HTTPS"),
    "line_courier": _("by courier file"),
    "line_none": _("no trusted card"),
    "receipt_none": _("No receipt yet"),
    "receipt_waiting": _("Received, waits for an earlier one"),
    "receipt_accepted": _("Accepted"),
    "receipt_refused": _("Refused"),
    "incoming_waiting": _("Waits for an earlier one"),
    "incoming_failed": _("Not applied yet"),
    "incoming_applied": _("Applied"),
    "incoming_refused": _("Refused"),
    "courier_held_out": _("Messages: {messages} · receipts: {receipts}"),
    "courier_held_in": _(
        "New: {new} · known already: {repeated} · waiting: {waiting} · refused: {refused} · "
        "receipts: {receipts} · cards: {cards}"
    ),
    "message_exchange_test": _("Test of the line"),
    "message_directory_card": _("Identity card"),
    "contact_office": _("Office"),
    "contact_postal": _("Postal address"),
    "contact_telephone": _("Telephone"),
    "contact_email": _("E-mail"),
    "contact_hours": _("Hours"),
    "key_use_sig": _("signs"),
    "key_use_enc": _("encrypts"),
    "way_in": _("received"),
    "way_out": _("sent"),
}
