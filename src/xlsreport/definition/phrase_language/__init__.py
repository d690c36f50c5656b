"""The notation of phrases by which texts state figures, and the regular expressions made of them."""
