"""Situation reports: what the incidents of a period and an area come to, in pages to send.

collect -> figures and changes -> compose (blocks, in one language) -> html | typeset | word
"""
