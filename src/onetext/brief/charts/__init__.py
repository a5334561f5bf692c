"""Charts of a brief as SVG drawn here: no script, no style attribute, shapes as well as colours."""
