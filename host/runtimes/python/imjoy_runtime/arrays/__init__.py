"""Arrays whose elements lie in the host's memory and whose arithmetic the host does.

`imjoy.ndarray` is what plugins import of it. The rules and names are numpy's; what differs:

* An index or slice gives a copy, no view: `a[0][1] = 5` changes nothing, `a[0, 1] = 5` does.
* Single elements, and sums and so on over a whole array, are Python's numbers.
* Complex arrays can be made, indexed, reshaped and joined, but not computed with.
"""
