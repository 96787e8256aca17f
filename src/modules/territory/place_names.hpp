#pragma once

#include <string>
#include <string_view>

namespace jisr::territory {

/// The key under which two spellings of one place meet when their exact keys do not. Names are
/// written as they are heard, above all in French, so the key forgets what writers disagree on:
///
/// - what the place is (commune, province, préfecture, جماعة, إقليم …)
/// - the article, apart or joined, in full or assimilated: El Ouatia = Ouatia, Ennabour = Nabour,
/// الاخصاص = لخصاص
/// - doubled letters, spaces, hyphens
/// - Latin: e and i and y, o and ou and u and w, c and k and q, the h of th, dh and gh, a silent e
/// at the end
/// - Arabic: alefs, and ta marbuta against alef at the end
///
/// Only for places of one province or region: over the whole nation too many would meet.
std::string tolerant_key(std::string_view name);

} // namespace jisr::territory
