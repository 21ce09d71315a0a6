"""Elements of a long XML file one by one: each is let go before the next is read."""

from collections.abc import Iterator

from lxml import etree
from lxml.etree import _Element as Element

from trialgraph.errors import UnreadableVocabulary
from trialgraph.terms.entries import Opened


def elements(opened: Opened, *names: str) -> Iterator[Element]:
    """Yield the elements of these local names that stand right below the root.

    Raises:
        UnreadableVocabulary: the XML is broken or cut off.
    """
    with opened() as content:
        parser = etree.iterparse(
            content,
            events=("end",),
            tag=[f"{{*}}{name}" for name in names],
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            for _, element in parser:
                above = element.getparent()
                if above is None or above.getparent() is not None:
                    continue
                yield element
                element.clear()
                while element.getprevious() is not None:
                    del above[0]
        except etree.XMLSyntaxError as error:
            raise UnreadableVocabulary(
                f"XML with an error found ({error.msg}), wanted a whole vocabulary; fetch it again"
            ) from error
