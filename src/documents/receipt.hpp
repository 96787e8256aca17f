#pragma once

#include "core/date.hpp"
#include "core/result.hpp"
#include "documents/text.hpp"

#include <string>

namespace jisr::documents {

/// The words of a receipt. They come from the locales, which this layer does not know.
struct ReceiptTexts
{
    Bilingual title;     ///< "وصل التسجيل", "Récépissé d'inscription"
    Bilingual reference; ///< labels of the rows
    Bilingual name;
    Bilingual kind;
    Bilingual commune;
    Bilingual province;
    Bilingual region;
    Bilingual registered_on;
    Bilingual registered_at;
    Bilingual agent;
    Bilingual privacy;       ///< one short sentence: what the data serve and whom to ask about them
    Bilingual demonstration; ///< large behind the page when `Receipt::demonstration` is set
};

/// What the receipt says. An empty value leaves its row out; one given in one language stands for
/// both.
struct Receipt
{
    Bilingual programme;
    Bilingual edition;
    std::string reference; ///< e.g. "GON-26-000123-7"
    Bilingual holder_name; ///< ar in Arabic script, fr in Latin script; either may be empty
    Bilingual kind;
    Bilingual commune;
    Bilingual province;
    Bilingual region;
    core::Date registered_on;
    Bilingual registered_at; ///< the centre or town
    std::string agent;
    std::string qr_payload; ///< what the QR code holds: the reference, or an address with it
    bool demonstration = false;
    ReceiptTexts texts;
};

/// The receipt as PDF: one A4 page whose upper half, in French and Arabic, is cut off and taken
/// home. It may be seen by whoever shares that home, so it says nothing but that somebody is
/// registered in the programme; the file's title names no person. Names too long for half a page
/// let it grow over the whole one. The same receipt gives the same bytes. Errors: 500 when the
/// reference or the QR payload is empty or the payload too long for a QR code.
core::Result<std::string> receipt_pdf(const Receipt& receipt);

} // namespace jisr::documents
