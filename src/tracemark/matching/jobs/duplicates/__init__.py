"""Weapons that stand in a register twice: in a file, or in the node's own. Proposals only; nothing is joined."""
