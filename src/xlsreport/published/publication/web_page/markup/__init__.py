"""The bytes of a page → a tree of elements, and how each of them is shown."""
