#pragma once

#include "modules/registry/entry_check.hpp"
#include "modules/registry/person_list.hpp"
#include "service/audit_store.hpp"
#include "service/route.hpp"

namespace jisr::registry {

using service::Context;
using service::Request;
using service::Response;
using service::Result;
using service::WriteContext;

/// Why something is done; asked for where the rules want it kept.
struct Reason
{
    std::string reason;

    static constexpr std::string_view kRecord = "registry.Reason";
    static constexpr std::array kFields{core::field("reason").length(500).lines()};
};
BOOST_DESCRIBE_STRUCT(Reason, (), (reason))

/// What is searched: a reference, a national id, a phone or a part of a name.
struct SearchText
{
    std::string q;

    static constexpr std::string_view kRecord = "registry.SearchText";
    static constexpr std::array kFields{core::field("q").length(100).personal()};
};
BOOST_DESCRIBE_STRUCT(SearchText, (), (q))

/// A draft whose consent and fields are right, and who comes near her.
struct CheckedDraft
{
    PersonDraft draft;
    EntryLook look;
};

/// What POST /persons does before the writer is asked.
Result<CheckedDraft> checked_draft(EntryCheck& check, service::Services& services,
                                   PersonDraft draft);

/// What registering her holds and asks. Of two in one transaction who have one number the
/// constraint tells; of two who may be one woman the check does, which sees what was written
/// before.
db::Ahead ahead_of_registering(const CheckedDraft& checked);

/// The file with its registrations and the name of its centre.
Result<Person> whole_person(const Context& context, PersonRow row);

struct EditionChoice
{
    core::Id edition_id;

    static constexpr std::string_view kRecord = "registry.EditionChoice";
};
BOOST_DESCRIBE_STRUCT(EditionChoice, (), (edition_id))

Result<Response> register_person(const EntryCheck& check, WriteContext& context,
                                 const Request& request, const CheckedDraft& checked);
Result<Response> show_notice_to_read(Context& context, const Request& request);
Result<Response> show_notice_read(Context& context, const Request& request);
Result<Response> show_person(Context& context, const Request& request);
Result<Response> edit_person(WriteContext& context, const Request& request,
                             const PersonFields& fields);
Result<Response> withdraw_person(WriteContext& context, const Request& request,
                                 const Reason& reason);
Result<Response> restore_person(WriteContext& context, const Request& request,
                                const Reason& reason);
Result<Response> register_again(WriteContext& context, const Request& request,
                                const EditionChoice& choice);
Result<Response> show_persons(Context& context, PersonIndex& persons, const PersonQuery& query);
Result<Response> find_persons(Context& context, PersonIndex& persons, const SearchText& text);
Result<Response> show_person_history(Context& context, const Request& request);

} // namespace jisr::registry
