"""Tables in shapes that reports choose and forms do not have, laid out anew as the form has them."""
