#pragma once

#include "core/record.hpp"
#include "core/text.hpp"
#include "outbound/sms_text.hpp"

#include <string_view>
#include <vector>

namespace jisr::messages {

enum class Audience {
    Person, ///< a phone that others may read: nothing may tell why
    Staff   ///< in the app, signed in
};
BOOST_DESCRIBE_ENUM(Audience, Person, Staff)

/// What one kind of message may say. Its text stands in locales/ under messages.template.<code>,
/// unless an administrator wrote another.
struct TemplateKind
{
    std::string_view code;
    Audience audience = Audience::Person;
    std::vector<std::string_view> placeholders; ///< that whoever queues always knows
    std::vector<std::string_view> optional;     ///< that may be unknown
};

const std::vector<TemplateKind>& template_kinds();
/// Null when there is none.
const TemplateKind* find_template_kind(std::string_view code);

/// A text of locales/ as it stands there, with its placeholders.
std::string default_text(const TemplateKind& kind, core::Language language);

/// `pattern` with its {placeholders} from `params` (days as dd/mm/yyyy); what stands in [brackets]
/// falls away where one of its placeholders is unknown.
std::string rendered(std::string_view pattern, const core::json::object& params);

/// Values that stand for a real message's in previews.
core::json::object sample_params();

/// An SMS longer than this is refused where its text is written.
inline constexpr std::int64_t kMostParts = 3;

/// What is wrong with a text as one of `kind`; `pointer` is the field's.
std::vector<core::FieldError> faults_of(const TemplateKind& kind, std::string_view text,
                                        const std::string& pointer);

/// The word of data/telling_words.tsv that is in `text`, which would tell a third person why
/// somebody is written to; empty when there is none.
std::string telling_word(std::string_view text);

} // namespace jisr::messages
