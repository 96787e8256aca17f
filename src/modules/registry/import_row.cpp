#include "modules/registry/import_row.hpp"

#include "modules/registry/import_words.hpp"
#include "modules/territory/territory.hpp"
#include "tabular/text.hpp"
#include "tabular/values.hpp"
#include "tabular/word_lists.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <unordered_map>

namespace jisr::registry {

namespace {

using territory::PlaceLevel;
using territory::PlaceMatch;

/// One row on its way to a draft.
class RowMapper
{
  public:
    RowMapper(std::string_view region_code, core::Date today)
        : region_code_(region_code), today_(today)
    {
    }

    void take(const std::string& field, const tabular::Cell& cell, const std::string& heading);
    ReadRow finish(std::int64_t number);

  private:
    using Setter = void (RowMapper::*)(const tabular::Cell& cell);
    static const std::unordered_map<std::string, Setter>& setters();

    void set_birth(const tabular::Cell& cell);
    void set_national_id(const tabular::Cell& cell);
    void set_consent(const tabular::Cell& cell);
    template <auto Member>
    void set_answer(const tabular::Cell& cell);
    void set_children(const tabular::Cell& cell);
    void set_situation(const tabular::Cell& cell);
    void set_programmes(const tabular::Cell& cell);

    void set_given_name(const tabular::Cell& cell) { name(cell, true); }

    void set_family_name(const tabular::Cell& cell) { name(cell, false); }

    void set_full_name(const tabular::Cell& cell);
    void set_phone(const tabular::Cell& cell);
    void set_second_phone(const tabular::Cell& cell);

    void set_sex(const tabular::Cell& cell) { coded("sex", cell, draft_.sex); }

    void set_schooling(const tabular::Cell& cell) { coded("schooling", cell, draft_.schooling); }

    void set_marital(const tabular::Cell& cell)
    {
        coded("marital_status", cell, draft_.marital_status);
    }

    void set_language(const tabular::Cell& cell) { coded("language", cell, draft_.language); }

    void set_participation(const tabular::Cell& cell)
    {
        coded("participation", cell, draft_.participation);
    }

    template <std::optional<std::string> PersonFields::*Member>
    void set_text(const tabular::Cell& cell)
    {
        draft_.*Member = tabular::clean_text(cell.text);
    }

    template <class T>
    void coded(std::string_view list, const tabular::Cell& cell, T& out);
    void name(const tabular::Cell& cell, bool given);
    void resolve_places();

    void refuse(std::string_view code, std::string_view field)
    {
        reasons_.push_back({std::string(code), std::string(field)});
    }

    void note(std::string_view text);
    void check_limits();
    [[nodiscard]] bool has_reason_for(std::string_view field) const;

    std::string region_code_;
    core::Date today_;
    PersonDraft draft_;
    std::vector<RowReason> reasons_;
    std::string province_;
    std::string commune_;
    std::string heading_;
};

const std::unordered_map<std::string, RowMapper::Setter>& RowMapper::setters()
{
    static const std::unordered_map<std::string, Setter> table{
        {"given_name", &RowMapper::set_given_name},
        {"family_name", &RowMapper::set_family_name},
        {"full_name", &RowMapper::set_full_name},
        {"given_name_ar", &RowMapper::set_text<&PersonFields::given_name_ar>},
        {"family_name_ar", &RowMapper::set_text<&PersonFields::family_name_ar>},
        {"given_name_latin", &RowMapper::set_text<&PersonFields::given_name_latin>},
        {"family_name_latin", &RowMapper::set_text<&PersonFields::family_name_latin>},
        {"father_name", &RowMapper::set_text<&PersonFields::father_name>},
        {"husband_name", &RowMapper::set_text<&PersonFields::husband_name>},
        {"sex", &RowMapper::set_sex},
        {"birth_date", &RowMapper::set_birth},
        {"national_id", &RowMapper::set_national_id},
        {"phone", &RowMapper::set_phone},
        {"second_phone", &RowMapper::set_second_phone},
        {"email", &RowMapper::set_text<&PersonFields::email>},
        {"language", &RowMapper::set_language},
        {"locality", &RowMapper::set_text<&PersonFields::locality>},
        {"address", &RowMapper::set_text<&PersonFields::address>},
        {"schooling", &RowMapper::set_schooling},
        {"situation", &RowMapper::set_situation},
        {"marital_status", &RowMapper::set_marital},
        {"participation", &RowMapper::set_participation},
        {"disability", &RowMapper::set_answer<&PersonFields::disability_declared>},
        {"dependants_children", &RowMapper::set_children},
        {"other_programmes", &RowMapper::set_programmes},
        {"project_idea", &RowMapper::set_text<&PersonFields::project_idea>},
        {"skills", &RowMapper::set_text<&PersonFields::skills>},
        {"consent_on", &RowMapper::set_consent},
        {"commits_to_training", &RowMapper::set_answer<&PersonFields::commits_to_training>}};
    return table;
}

void RowMapper::take(const std::string& field, const tabular::Cell& cell,
                     const std::string& heading)
{
    const std::string text = tabular::clean_text(cell.text);
    const bool coded_nothing = field != "schooling" && means_nothing(text);
    if (text.empty() || coded_nothing)
        return;
    heading_ = heading;
    if (field == "province")
        province_ = text;
    else if (field == "commune")
        commune_ = text;
    else if (field == "notes")
        note(text);
    else if (const auto setter = setters().find(field); setter != setters().end())
        (this->*setter->second)(cell);
}

void RowMapper::note(std::string_view text)
{
    std::string notes = draft_.notes.value_or("");
    if (!notes.empty())
        notes += '\n';
    draft_.notes = notes.append(text);
}

template <class T>
void RowMapper::coded(std::string_view list, const tabular::Cell& cell, T& out)
{
    const std::string text = tabular::clean_text(cell.text);
    const auto code = tabular::code_of_word(list, text);
    if (!code)
        return note(heading_ + ": " + text);
    if constexpr (core::IsOptional<T>::value)
        out = core::from_code<typename T::value_type>(*code);
    else if (const auto value = core::from_code<T>(*code))
        out = *value;
}

void RowMapper::name(const tabular::Cell& cell, bool given)
{
    std::string text = tabular::clean_text(cell.text);
    if (tabular::has_arabic_letters(text))
        (given ? draft_.given_name_ar : draft_.family_name_ar) = std::move(text);
    else
        (given ? draft_.given_name_latin : draft_.family_name_latin) = std::move(text);
}

/// "Jalila Bougrine", "فاطمة الزهراء أيت الحسين": the given name stands first.
void RowMapper::set_full_name(const tabular::Cell& cell)
{
    const std::string text = tabular::clean_text(cell.text);
    const auto given = given_name_in(text);
    name({text.substr(0, given)}, true);
    if (given < text.size())
        name({text.substr(given + 1)}, false);
}

/// "0612340105 / 0612340106": her own and another.
void RowMapper::set_phone(const tabular::Cell& cell)
{
    const auto end = std::min(cell.text.find_first_of("/;,"), cell.text.size());
    draft_.phone = tabular::clean_text(cell.text.substr(0, end));
    if (end < cell.text.size())
        set_second_phone({cell.text.substr(end + 1)});
}

void RowMapper::set_second_phone(const tabular::Cell& cell)
{
    const std::string text = tabular::clean_text(cell.text);
    if (text.empty())
        return;
    if (draft_.second_phone)
        return note(heading_ + ": " + text);
    draft_.second_phone = text;
}

void RowMapper::set_birth(const tabular::Cell& cell)
{
    const auto date = tabular::parse_date(cell, today_);
    if (!date)
        return refuse(date.error(), "birth_date");
    draft_.birth_date = date->day;
    if (!date->day)
        draft_.birth_year = date->year;
}

void RowMapper::set_national_id(const tabular::Cell& cell)
{
    draft_.national_id = tabular::clean_text(cell.text);
}

void RowMapper::set_consent(const tabular::Cell& cell)
{
    const auto date = tabular::parse_date(cell, today_);
    if (!date || !date->day)
        return refuse(date ? "not_a_date" : date.error(), "consent_on");
    draft_.consent_on = date->day;
}

template <auto Member>
void RowMapper::set_answer(const tabular::Cell& cell)
{
    if (const auto answer = tabular::parse_yes_no(cell.text))
        draft_.*Member = *answer;
    else
        note(heading_ + ": " + tabular::clean_text(cell.text));
}

void RowMapper::set_children(const tabular::Cell& cell)
{
    if (const auto number = tabular::parse_integer(cell.text))
        draft_.dependants_children = *number;
    else if (const auto children = children_in(cell.text))
        draft_.dependants_children = children;
    else
        note(heading_ + ": " + tabular::clean_text(cell.text));
}

/// "veuve, 3 enfants" tells of family, "ouvrière agricole" of work; lists have one column for both.
void RowMapper::set_situation(const tabular::Cell& cell)
{
    std::string text = tabular::ascii_digits(tabular::clean_text(cell.text));
    for (std::size_t at = 0; (at = text.find("،", at)) != std::string::npos;)
        text.replace(at, std::string_view("،").size(), ",");
    std::string_view rest = text;
    while (!rest.empty()) {
        const auto comma = std::min(rest.find(','), rest.size());
        const std::string part = tabular::clean_text(rest.substr(0, comma));
        rest.remove_prefix(std::min(comma + 1, rest.size()));
        if (const auto work = tabular::code_of_word("work_situation", part))
            draft_.work_situation = core::from_code<WorkSituation>(*work);
        else if (const auto family = tabular::code_of_word("marital_status", part))
            draft_.marital_status = core::from_code<MaritalStatus>(*family);
        else if (const auto children = children_in(part))
            draft_.dependants_children = children;
        else if (!part.empty())
            note(heading_ + ": " + part);
    }
}

void RowMapper::set_programmes(const tabular::Cell& cell)
{
    std::string_view rest = cell.text;
    while (!rest.empty()) {
        const auto end = std::min(rest.find_first_of(",;/+"), rest.size());
        const std::string part = tabular::clean_text(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (part.empty())
            continue;
        const auto code = tabular::code_of_word("other_programmes", part);
        const auto known = code ? core::from_code<OtherProgramme>(*code) : std::nullopt;
        draft_.other_programmes.push_back(known.value_or(OtherProgramme::Other));
        if (!known)
            note(heading_ + ": " + part);
    }
}

void RowMapper::resolve_places()
{
    std::string within = region_code_;
    if (!province_.empty()) {
        const auto province = territory::match_place(province_, PlaceLevel::Province, within);
        if (province.outcome != PlaceMatch::Outcome::Found)
            return refuse(province.outcome == PlaceMatch::Outcome::Unknown ? "unknown_province"
                                                                           : "ambiguous_place",
                          "province");
        within = province.code;
    }
    if (commune_.empty())
        return refuse("required", "commune");
    const auto commune = territory::match_place(commune_, PlaceLevel::Commune, within);
    if (commune.outcome == PlaceMatch::Outcome::Found)
        draft_.commune_code = commune.code;
    else
        refuse(commune.outcome == PlaceMatch::Outcome::Unknown ? "unknown_commune"
                                                               : "ambiguous_place",
               "commune");
}

bool RowMapper::has_reason_for(std::string_view field) const
{
    return std::any_of(reasons_.begin(), reasons_.end(),
                       [&](const RowReason& reason) { return reason.field == field; });
}

/// The import field that gave a field of the file.
std::string_view column_of_field(std::string_view field)
{
    if (field == "commune_code")
        return "commune";
    return field == "birth_year" ? "birth_date" : field;
}

/// What is longer or larger than a form takes could never be saved again.
void RowMapper::check_limits()
{
    core::for_each_member<PersonFields>([&](std::string_view name, auto member) {
        using Value = std::remove_cvref_t<decltype(draft_.*member)>;
        const auto rule = core::rules_of<PersonFields>(name);
        core::JsonFaults faults;
        if constexpr (std::is_same_v<Value, std::optional<std::string>>) {
            const auto& text = draft_.*member;
            if (std::string kept;
                text && text->size() > rule.max_length) // in bytes, at least as many
                core::read_json(core::json::value(*text), kept, rule, faults);
        } else if constexpr (std::is_same_v<Value, std::optional<std::int64_t>>) {
            if (std::int64_t kept = 0; draft_.*member)
                core::read_json(core::json::value(*(draft_.*member)), kept, rule, faults);
        }
        for (const auto& fault : faults.take())
            refuse(fault.code, column_of_field(name));
    });
}

ReadRow RowMapper::finish(std::int64_t number)
{
    resolve_places();
    if (draft_.marital_status == MaritalStatus::SingleMother)
        draft_.priority_groups.push_back(PriorityGroup::SingleMother);
    check_limits();
    auto whole = checked(draft_, today_);
    if (whole)
        static_cast<PersonFields&>(draft_) = std::move(*whole);
    else
        for (const auto& error : whole.error().errors) {
            const auto field = column_of_field(std::string_view(error.pointer).substr(1));
            if (!has_reason_for(field) && !(field == "commune" && has_reason_for("province")))
                refuse(error.code, field);
        }
    return {.number = number, .draft = std::move(draft_), .reasons = std::move(reasons_)};
}

bool maps(const std::vector<ImportColumn>& columns, std::string_view field)
{
    return std::any_of(columns.begin(), columns.end(),
                       [&](const ImportColumn& column) { return column.field == field; });
}

std::string place_of_choice(std::size_t index)
{
    return "/columns/" + std::to_string(index);
}

/// Whether all is kept where several columns hold it.
bool takes_several(std::string_view field)
{
    return field == "notes" || field == "other_programmes" || field == "row_number";
}

/// Those with a heading; in the others nothing stands.
std::vector<ImportColumn*> headed_columns(std::vector<ImportColumn>& columns)
{
    std::vector<ImportColumn*> headed;
    for (auto& column : columns)
        if (!column.heading.empty())
            headed.push_back(&column);
    return headed;
}

/// Whether the headings are told in the order of the file. Two columns may have one heading, most
/// of all where it is what a person said.
bool tells_all(const std::vector<ImportColumn>& chosen, const std::vector<ImportColumn*>& headed)
{
    return std::ranges::equal(chosen, headed, {}, &ImportColumn::heading, &ImportColumn::heading);
}

/// What an export of persons says of a file that stands already, by its headings.
constexpr std::array<std::string_view, 4> kExportedAlone{
    "registry.reference", "registry.region", "registry.registered_at", "registry.state"};

/// One of those alone may be the list's own: "État", "الحالة".
std::set<std::string> own_headings(const std::set<std::string>& headings)
{
    using enum core::Language;
    std::set<std::string> own{std::string(kErrorHeading)};
    for (const auto language : {Ar, Fr, Zgh, En}) {
        std::set<std::string> exported;
        for (const auto label : kExportedAlone)
            exported.insert(core::text(language, label));
        if (std::ranges::includes(headings, exported))
            own.merge(exported);
    }
    return own;
}

std::vector<std::string> left_out(const std::vector<ImportColumn>& columns, bool own)
{
    std::set<std::string> headings;
    for (const auto& column : columns)
        headings.insert(column.heading);
    const auto ours = own_headings(headings);
    std::vector<std::string> left;
    for (const auto& [heading, field] : columns)
        if (!field && !heading.empty() && ours.contains(heading) == own)
            left.push_back(heading);
    return left;
}

/// Where the columns are told by their headings: of two answers for one the first would be lost.
core::Result<void> require_one_answer_each(const std::vector<ImportColumn>& chosen)
{
    std::vector<core::FieldError> errors;
    for (std::size_t i = 0; i < chosen.size(); ++i)
        if (std::ranges::count(chosen, chosen[i].heading, &ImportColumn::heading) > 1)
            errors.push_back({place_of_choice(i).append("/heading"), "heading_twice", {}});
    if (!errors.empty())
        return core::fail(core::problems::invalid(std::move(errors)));
    return {};
}

} // namespace

std::vector<ImportColumn> columns_of_headings(const std::vector<std::string>& headings)
{
    const auto ours = own_headings({headings.begin(), headings.end()});
    std::vector<ImportColumn> columns;
    for (const auto& heading : headings) {
        auto field = tabular::code_of_word("headings", heading);
        if (ours.contains(heading))
            field.reset();
        if (field && *field != "row_number" && maps(columns, *field))
            field.reset(); // two columns of one kind: a person decides
        columns.push_back({heading, std::optional<std::string>(field)});
    }
    return columns;
}

std::vector<std::string> own_columns(const std::vector<ImportColumn>& columns)
{
    return left_out(columns, true);
}

std::vector<std::string> unread_columns(const std::vector<ImportColumn>& columns)
{
    return left_out(columns, false);
}

std::optional<std::vector<ImportColumn>> read_as(std::vector<ImportColumn> columns,
                                                 std::vector<ImportColumn> earlier)
{
    for (auto* column : headed_columns(columns)) {
        const auto same = std::ranges::find(earlier, column->heading, &ImportColumn::heading);
        if (same == earlier.end())
            return std::nullopt;
        column->field = same->field;
        earlier.erase(same);
    }
    if (!headed_columns(earlier).empty())
        return std::nullopt;
    return columns;
}

core::Result<void> require_one_column_each(const std::vector<ImportColumn>& columns,
                                           const std::vector<ImportColumn>& chosen)
{
    std::vector<core::FieldError> errors;
    for (std::size_t i = 0; i < chosen.size(); ++i)
        if (const auto& field = chosen[i].field;
            field && !takes_several(*field) &&
            std::ranges::count(columns, field, &ImportColumn::field) > 1)
            errors.push_back({place_of_choice(i).append("/field"), "chosen_twice", {}});
    if (!errors.empty())
        return core::fail(core::problems::invalid(std::move(errors)));
    return {};
}

core::Result<void> choose_fields(std::vector<ImportColumn>& columns,
                                 const std::vector<ImportColumn>& chosen)
{
    const auto& fields = import_fields();
    const auto headed = headed_columns(columns);
    const bool by_place = tells_all(chosen, headed);
    if (!by_place)
        TRY(require_one_answer_each(chosen));
    for (std::size_t i = 0; i < chosen.size(); ++i) {
        const std::string pointer = place_of_choice(i);
        const auto& [heading, field] = chosen[i];
        if (field && std::ranges::find(fields, *field) == fields.end())
            return core::fail(core::problems::invalid(pointer + "/field", "unknown_code"));
        const auto column = by_place ? headed.begin() + static_cast<std::ptrdiff_t>(i)
                                     : std::ranges::find(headed, heading, &ImportColumn::heading);
        if (column == headed.end())
            return core::fail(core::problems::invalid(pointer + "/heading", "unknown_heading"));
        (*column)->field = field;
    }
    return require_one_column_each(columns, chosen);
}

std::vector<std::string> missing_fields(const std::vector<ImportColumn>& columns)
{
    std::vector<std::string> missing;
    const auto has_pair = [&](std::string_view given, std::string_view family) {
        return maps(columns, given) && maps(columns, family);
    };
    if (!maps(columns, "full_name") && !has_pair("given_name", "family_name") &&
        !has_pair("given_name_ar", "family_name_ar") &&
        !has_pair("given_name_latin", "family_name_latin"))
        missing.emplace_back("full_name");
    for (const std::string_view field : {"birth_date", "commune"})
        if (!maps(columns, field))
            missing.emplace_back(field);
    return missing;
}

ReadRow read_row(const tabular::SheetRow& row, const std::vector<ImportColumn>& columns,
                 std::string_view region_code, core::Date today)
{
    RowMapper mapper(region_code, today);
    for (std::size_t i = 0; i < columns.size() && i < row.cells.size(); ++i)
        if (columns[i].field)
            mapper.take(*columns[i].field, row.cells[i], columns[i].heading);
    return mapper.finish(row.number);
}

} // namespace jisr::registry
