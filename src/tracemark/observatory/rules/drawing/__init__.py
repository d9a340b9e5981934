"""Pictures of the observatory as SVG: geometry only. Words, numbers and addresses come from whoever asks.

No script and no inline style: colours are presentation attributes for a picture saved on its own, and classes
of ``observatory/observatory.css`` on a page. What a colour says, a sign or a text says as well.
"""
