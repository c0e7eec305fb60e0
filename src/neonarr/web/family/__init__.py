"""The door for clients of the *arr family: their wire rules, and the resources they ask for."""
