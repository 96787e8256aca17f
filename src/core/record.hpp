#pragma once

#include "core/date.hpp"
#include "core/id.hpp"
#include "core/result.hpp"

#include <boost/describe.hpp>
#include <boost/json.hpp>
#include <boost/mp11.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

/// Described records: a struct is described once and gives its JSON in and out, its SQL columns,
/// its OpenAPI schema (and so the TypeScript type), its CSV columns and the keys of its labels.
///
///     struct Target
///     {
///         core::Id id;
///         std::int64_t year = 0;
///         std::optional<std::string> note;
///
///         static constexpr std::string_view kRecord = "programmes.Target"; // <module>.<name in
///         OpenAPI> static constexpr std::array kFields{core::field("year").range(2000, 2100),
///                                             core::field("note").length(500)};
///     };
///     BOOST_DESCRIBE_STRUCT(Target, (), (id, year, note))
///
/// A member is required unless it is std::optional, std::vector or marked `.defaulted()`. The label
/// of a field stands in locales under "<module>.<field>", that of an enumerator under
/// "<module>.<EnumName in snake case>.<code>". Enums are described with BOOST_DESCRIBE_ENUM and
/// stand in JSON and SQL as snake_case text.
namespace jisr::core {

namespace json = boost::json;

/// Who may be shown a field at all: what is personal names or reaches somebody, what is sensitive
/// is her identity number, health, family and hardship. See core/hide.hpp.
enum class Sensitivity { Internal, Personal, Sensitive };

/// The rules of one field.
struct Field
{
    std::string_view name;
    std::size_t max_length = 200; ///< of a text, in code points; of a list, its number of entries
    std::optional<std::int64_t> least;
    std::optional<std::int64_t> most;
    bool has_default = false;
    bool many_lines = false; ///< a text may hold line breaks
    Sensitivity sensitivity = Sensitivity::Internal;

    [[nodiscard]] constexpr Field length(std::size_t most_code_points) const
    {
        Field changed = *this;
        changed.max_length = most_code_points;
        return changed;
    }

    [[nodiscard]] constexpr Field range(std::int64_t from, std::int64_t to) const
    {
        Field changed = *this;
        changed.least = from;
        changed.most = to;
        return changed;
    }

    [[nodiscard]] constexpr Field defaulted() const
    {
        Field changed = *this;
        changed.has_default = true;
        return changed;
    }

    [[nodiscard]] constexpr Field lines() const
    {
        Field changed = *this;
        changed.many_lines = true;
        return changed;
    }

    [[nodiscard]] constexpr Field personal() const
    {
        Field changed = *this;
        changed.sensitivity = Sensitivity::Personal;
        return changed;
    }

    [[nodiscard]] constexpr Field sensitive() const
    {
        Field changed = *this;
        changed.sensitivity = Sensitivity::Sensitive;
        return changed;
    }
};

constexpr Field field(std::string_view name)
{
    Field rule;
    rule.name = name;
    return rule;
}

template <class T>
concept Described = boost::describe::has_describe_members<T>::value && !std::is_union_v<T>;

template <class T>
concept DescribedEnum = std::is_enum_v<T> && boost::describe::has_describe_enumerators<T>::value;

template <class T>
using Members = boost::describe::describe_members<T, boost::describe::mod_any_access |
                                                         boost::describe::mod_inherited>;

template <class T>
struct IsOptional : std::false_type
{
};

template <class T>
struct IsOptional<std::optional<T>> : std::true_type
{
};

template <class T>
struct IsVector : std::false_type
{
};

template <class T>
struct IsVector<std::vector<T>> : std::true_type
{
};

/// Calls `visit(name, pointer_to_member)` for each described member, inherited ones first.
template <Described T, class F>
constexpr void for_each_member(F&& visit)
{
    boost::mp11::mp_for_each<Members<T>>(
        [&](auto descriptor) { visit(std::string_view{descriptor.name}, descriptor.pointer); });
}

/// The rules of a field, or the default rules.
template <Described T>
constexpr Field rules_of(std::string_view name)
{
    if constexpr (requires { T::kFields; })
        for (const Field& rule : T::kFields)
            if (rule.name == name)
                return rule;
    return field(name);
}

/// The rules of an inherited record with one field more.
template <std::size_t N>
constexpr std::array<Field, N + 1> with_field(const std::array<Field, N>& inherited, Field more)
{
    std::array<Field, N + 1> fields{};
    std::copy(inherited.begin(), inherited.end(), fields.begin());
    fields[N] = more;
    return fields;
}

/// "OutOfWork" → "out_of_work"
std::string snake_case(std::string_view camel);

template <DescribedEnum E>
const std::vector<std::pair<E, std::string>>& enum_codes()
{
    static const auto codes = [] {
        std::vector<std::pair<E, std::string>> list;
        boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>(
            [&](auto d) { list.emplace_back(d.value, snake_case(d.name)); });
        return list;
    }();
    return codes;
}

/// The code of an enumerator as it stands in JSON and SQL.
template <DescribedEnum E>
std::string_view code_of(E value)
{
    for (const auto& [known, code] : enum_codes<E>())
        if (known == value)
            return code;
    return {};
}

template <DescribedEnum E>
std::optional<E> from_code(std::string_view code)
{
    for (const auto& [known, text] : enum_codes<E>())
        if (text == code)
            return known;
    return std::nullopt;
}

/// Where the reader stands in the input, and what it found wrong so far.
class JsonFaults
{
  public:
    void add(std::string code, json::object params = {})
    {
        errors_.push_back({pointer_, std::move(code), std::move(params)});
    }

    [[nodiscard]] std::vector<FieldError> take() { return std::move(errors_); }

    [[nodiscard]] bool none() const { return errors_.empty(); }

    /// Steps into `token` for as long as the returned guard lives.
    class Step
    {
      public:
        Step(JsonFaults& faults, std::string_view token)
            : faults_(faults), length_(faults.pointer_.size())
        {
            faults.pointer_ += '/';
            faults.pointer_ += token;
        }

        ~Step() { faults_.pointer_.resize(length_); }

        Step(const Step&) = delete;
        Step& operator=(const Step&) = delete;

      private:
        JsonFaults& faults_;
        std::size_t length_;
    };

  private:
    std::string pointer_;
    std::vector<FieldError> errors_;
};

void read_json(const json::value& value, std::string& out, const Field& rule, JsonFaults& faults);
void read_json(const json::value& value, bool& out, const Field& rule, JsonFaults& faults);
void read_json(const json::value& value, std::int64_t& out, const Field& rule, JsonFaults& faults);
void read_json(const json::value& value, double& out, const Field& rule, JsonFaults& faults);
void read_json(const json::value& value, Date& out, const Field& rule, JsonFaults& faults);
void read_json(const json::value& value, Instant& out, const Field& rule, JsonFaults& faults);
void read_json(const json::value& value, Id& out, const Field& rule, JsonFaults& faults);
void read_json(const json::value& value, json::object& out, const Field& rule, JsonFaults& faults);
void report_unknown_code(JsonFaults& faults, std::vector<std::string_view> known);

template <DescribedEnum E>
void read_json(const json::value& value, E& out, const Field&, JsonFaults& faults)
{
    if (const auto* text = value.if_string())
        if (const auto known = from_code<E>(*text)) {
            out = *known;
            return;
        }
    std::vector<std::string_view> codes;
    for (const auto& [unused, code] : enum_codes<E>())
        codes.push_back(code);
    report_unknown_code(faults, std::move(codes));
}

template <Described T>
void read_json(const json::value& value, T& out, const Field& rule, JsonFaults& faults);
template <class T>
void read_json(const json::value& value, std::vector<T>& out, const Field& rule,
               JsonFaults& faults);

/// Null and the empty text both mean "not said".
template <class T>
void read_json(const json::value& value, std::optional<T>& out, const Field& rule,
               JsonFaults& faults)
{
    out.reset();
    if (value.is_null() || (value.is_string() && value.get_string().empty()))
        return;
    T present{};
    read_json(value, present, rule, faults);
    if constexpr (std::is_same_v<T, std::string>)
        if (present.empty())
            return;
    out = std::move(present);
}

template <class T>
void read_json(const json::value& value, std::vector<T>& out, const Field& rule, JsonFaults& faults)
{
    out.clear();
    if (value.is_null())
        return;
    const auto* list = value.if_array();
    if (list == nullptr)
        return faults.add("wrong_type", {{"expected", "array"}});
    if (list->size() > rule.max_length)
        return faults.add("too_many", {{"most", rule.max_length}});
    for (std::size_t i = 0; i < list->size(); ++i) {
        const JsonFaults::Step step(faults, std::to_string(i));
        T entry{};
        read_json((*list)[i], entry, rule, faults);
        out.push_back(std::move(entry));
    }
}

template <Described T>
bool knows_member(std::string_view name)
{
    bool known = false;
    for_each_member<T>([&](std::string_view member, auto) { known = known || member == name; });
    return known;
}

template <Described T>
void read_json(const json::value& value, T& out, const Field&, JsonFaults& faults)
{
    const auto* object = value.if_object();
    if (object == nullptr)
        return faults.add("wrong_type", {{"expected", "object"}});
    boost::mp11::mp_for_each<Members<T>>([&](auto descriptor) {
        constexpr std::string_view kName = decltype(descriptor)::name;
        static constexpr Field kRule = rules_of<T>(kName); // found once, by the compiler
        using Member = std::remove_cvref_t<decltype(out.*descriptor.pointer)>;
        const JsonFaults::Step step(faults, kName);
        const auto* member = object->if_contains(kName);
        if (member != nullptr && !(member->is_null() && kRule.has_default))
            read_json(*member, out.*descriptor.pointer, kRule, faults);
        else if (!IsOptional<Member>::value && !IsVector<Member>::value && !kRule.has_default)
            faults.add("required");
    });
    for (const auto& entry : *object)
        if (!knows_member<T>(entry.key())) {
            const JsonFaults::Step step(faults, entry.key());
            faults.add("unknown_field");
        }
}

/// The record in `value`, or 422 validation_failed naming every faulty field.
template <Described T>
Result<T> from_json(const json::value& value)
{
    T record{};
    JsonFaults faults;
    read_json(value, record, field(""), faults);
    if (!faults.none())
        return fail(problems::invalid(faults.take()));
    return record;
}

/// The JSON value in `text`: at most 32 levels deep, valid UTF-8; otherwise 400 malformed_json.
Result<json::value> parse_json(std::string_view text);

inline json::value to_json(const std::string& value)
{
    return json::value(json::string(value));
}

inline json::value to_json(bool value)
{
    return value;
}

inline json::value to_json(std::int64_t value)
{
    return value;
}

inline json::value to_json(double value)
{
    return value;
}

inline json::value to_json(const Date& value)
{
    return json::value(json::string(value.to_iso()));
}

inline json::value to_json(const Instant& value)
{
    return json::value(json::string(value.to_iso()));
}

inline json::value to_json(const Id& value)
{
    return json::value(json::string(value.str()));
}

inline json::value to_json(const json::object& value)
{
    return value;
}

template <DescribedEnum E>
json::value to_json(E value)
{
    return json::value(json::string(code_of(value)));
}

template <Described T>
json::value to_json(const T& record);
template <class T>
json::value to_json(const std::vector<T>& list);

template <class T>
json::value to_json(const std::optional<T>& value)
{
    return value ? to_json(*value) : json::value(nullptr);
}

template <class T>
json::value to_json(const std::vector<T>& list)
{
    json::array array;
    array.reserve(list.size());
    for (const auto& entry : list)
        array.push_back(to_json(entry));
    return array;
}

template <Described T>
json::value to_json(const T& record)
{
    json::object object;
    object.reserve(boost::mp11::mp_size<Members<T>>::value);
    for_each_member<T>([&](std::string_view name, auto pointer) {
        object.emplace(name, to_json(record.*pointer));
    });
    return object;
}

/// The schemas of the records met so far, as they stand under components/schemas of the OpenAPI
/// document.
using Schemas = json::object;

template <class T>
json::value schema_of(Schemas& schemas, const Field& rule = field(""));

namespace detail {

json::object text_schema(const Field& rule);
json::object integer_schema(const Field& rule);
json::object enum_schema(const std::vector<std::string>& codes);

/// "registry.Person" → {"registry", "Person"}
std::pair<std::string_view, std::string_view> split_record_name(std::string_view record);

template <Described T>
json::object object_schema(Schemas& schemas)
{
    json::object properties;
    json::array required;
    for_each_member<T>([&](std::string_view name, auto pointer) {
        using Member = std::remove_cvref_t<decltype(std::declval<T>().*pointer)>;
        const Field rule = rules_of<T>(name);
        properties[name] = schema_of<Member>(schemas, rule);
        if (!IsOptional<Member>::value && !IsVector<Member>::value && !rule.has_default)
            required.push_back(json::string(name));
    });
    json::object schema{{"type", "object"}, {"properties", std::move(properties)}};
    if (!required.empty())
        schema["required"] = std::move(required);
    schema["additionalProperties"] = false;
    return schema;
}

template <class T>
json::value value_schema(Schemas& schemas, const Field& rule)
{
    if constexpr (std::is_same_v<T, std::string>)
        return text_schema(rule);
    else if constexpr (std::is_same_v<T, bool>)
        return {{"type", "boolean"}};
    else if constexpr (std::is_same_v<T, std::int64_t>)
        return integer_schema(rule);
    else if constexpr (std::is_same_v<T, double>)
        return {{"type", "number"}};
    else if constexpr (std::is_same_v<T, Date>)
        return {{"type", "string"}, {"format", "date"}};
    else if constexpr (std::is_same_v<T, Instant>)
        return {{"type", "string"}, {"format", "date-time"}};
    else if constexpr (std::is_same_v<T, Id>)
        return {{"type", "string"}, {"format", "uuid"}};
    else if constexpr (std::is_same_v<T, json::object>)
        return {{"type", "object"}, {"additionalProperties", true}};
    else if constexpr (DescribedEnum<T>) {
        std::vector<std::string> codes;
        for (const auto& [unused, code] : enum_codes<T>())
            codes.push_back(code);
        return enum_schema(codes);
    } else
        return schema_of<T>(schemas, rule);
}

} // namespace detail

/// The JSON Schema (2020-12) of T; a named record is put into `schemas` and referred to.
template <class T>
json::value schema_of(Schemas& schemas, const Field& rule)
{
    if constexpr (IsOptional<T>::value)
        return json::object{
            {"anyOf", {schema_of<typename T::value_type>(schemas, rule), {{"type", "null"}}}}};
    else if constexpr (IsVector<T>::value)
        return json::object{{"type", "array"},
                            {"items", schema_of<typename T::value_type>(schemas, rule)}};
    else if constexpr (Described<T>) {
        const auto name = detail::split_record_name(T::kRecord).second;
        if (!schemas.contains(name)) {
            schemas[name] = json::object{}; // named first, so that a record may hold its like
            json::object schema = detail::object_schema<T>(schemas);
            schemas[name] = std::move(schema);
        }
        return json::object{{"$ref", "#/components/schemas/" + std::string(name)}};
    } else
        return detail::value_schema<T>(schemas, rule);
}

/// What changed between two versions of a record: {"field": [before, after], …}.
json::object difference(const json::value& before, const json::value& after);

} // namespace jisr::core
