"""dsp-vc: signed skill credentials, carried by the person and verified offline."""

__version__ = "0.1.0"
