"""The last quiet minute before a drill."""
