<?php
// What the P2P copy cataloguing of SLiMS 9 sees of an address, a line each: php slims-p2p.php ADDRESS
// It opens the address itself and walks from the root with SimpleXML, first of each name.
try {
    $x = @new SimpleXMLElement($argv[1], LIBXML_NSCLEAN, true);
} catch (Exception $e) {
    exit("no XML\n");
}
$info = $x->children('http://slims.web.id')->resultInfo;
echo "found $info->modsResultNum page $info->modsResultPage showed $info->modsResultShowed\n";
foreach ($x->mods as $m) {
    $id = (string)$m['ID'] ?: (string)$m['id'];
    echo "id ", $id === (string)$m->recordInfo->recordIdentifier ? 'twice the same' : 'differs', "\n";
    echo "title {$m->titleInfo->title}{$m->titleInfo->subTitle}\n";
    foreach ($m->name as $n)
        echo "name {$n->namePart} ", $n->role->roleTerm == 'Primary Author' ? 1 : 2, strtolower(substr($n['type'], 0, 1)), "\n";
    echo "published {$m->originInfo->place->placeTerm}: {$m->originInfo->publisher}, {$m->originInfo->dateIssued}\n";
    echo "edition {$m->originInfo->edition}; issuance {$m->originInfo->issuance}\n";
    foreach ($m->language->languageTerm as $l) echo $l['type'] == 'code' ? 'code' : 'language', " $l\n";
    echo "gmd {$m->physicalDescription->form}; collation {$m->physicalDescription->extent}\n";
    if ($m->relatedItem['type'] == 'series') echo "series {$m->relatedItem->titleInfo->title}\n";
    echo "note {$m->note}\n";
    foreach ($m->subject as $s) echo "subject {$s->topic}\n";
    echo "class {$m->classification}\n";
    if ($m->identifier['type'] == 'isbn') echo "isbn {$m->identifier}\n";
    echo "location {$m->location->physicalLocation}; call number {$m->location->shelfLocator}\n";
    foreach ($m->location->holdingSimple->copyInformation ?? [] as $c)
        echo "copy {$c->numerationAndChronology}; {$c->sublocation}; {$c->shelfLocator}\n";
}
