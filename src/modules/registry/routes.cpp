#include "modules/registry/attachment.hpp"
#include "modules/registry/device_key.hpp"
#include "modules/registry/duplicate_group.hpp"
#include "modules/registry/duplicate_handlers.hpp"
#include "modules/registry/import_handlers.hpp"
#include "modules/registry/merge_handlers.hpp"
#include "modules/registry/notice_handlers.hpp"
#include "modules/registry/organisation_export.hpp"
#include "modules/registry/organisation_handlers.hpp"
#include "modules/registry/person_export.hpp"
#include "modules/registry/person_handlers.hpp"
#include "modules/registry/receipt_handlers.hpp"
#include "modules/registry/registry.hpp"
#include "modules/registry/self_notice.hpp"
#include "modules/registry/self_routes.hpp"

namespace jisr::registry {

namespace {

using service::Permission;
using enum service::Permission;

using Persons = std::shared_ptr<PersonIndex>;

void add_person_routes(service::Routes& routes, const Persons& persons,
                       const std::shared_ptr<EntryCheck>& check)
{
    const std::string all = "/api/v1/persons";
    const std::string one = all + "/{id}";
    using namespace service;
    routes.push_back(list<PersonQuery, PersonSummary>(
        all, ViewRegistrants, "Persons the actor may see",
        [persons](Context& context, const Request&, const PersonQuery& query) {
            return show_persons(context, *persons, query);
        }));
    routes.push_back(search<SearchText, PersonSummary>(
        all + "/search", ViewRegistrants,
        "Persons by reference, national id, or part of a phone or the name",
        [persons](Context& context, const Request&, const SearchText& text) {
            return find_persons(context, *persons, text);
        }));
    routes.push_back(get<DeviceKey>("/api/v1/device-key", Access::signed_in(),
                                    "What locks that which a page keeps on the person's device",
                                    give_device_key));
    routes.push_back(post_checked<PersonDraft, Person>(
        all, RegisterRegistrants, "Register a person into an edition",
        [check](Services& services, PersonDraft draft) {
            return checked_draft(*check, services, std::move(draft));
        },
        ahead_of_registering,
        [check](WriteContext& context, const Request& request, const CheckedDraft& checked) {
            return register_person(*check, context, request, checked);
        }));
    routes.push_back(get<Person>(one, ViewRegistrants, "One person", show_person));
    routes.push_back(
        put<PersonFields, Person>(one, EditRegistrants, "Edit a person", edit_person).versioned());
    routes.push_back(post<Reason, Person>(one + "/withdraw", WithdrawRegistrants,
                                          "Withdraw a person, with the reason", withdraw_person,
                                          200));
    routes.push_back(post<Reason, Person>(one + "/restore", WithdrawRegistrants,
                                          "Restore a withdrawn person", restore_person, 200));
    routes.push_back(post<EditionChoice, Person>(one + "/registrations", RegisterRegistrants,
                                                 "Register a known person into another edition",
                                                 register_again));
    routes.push_back(preview<NoticeDraft, Notice>(one + "/notices/preview", EditRegistrants,
                                                  "What a notice to a person would say",
                                                  preview_notice));
    routes.push_back(post<NoticeDraft, Notice>(one + "/notices", EditRegistrants,
                                               "Send a notice to a person", send_notice));
    routes.push_back(get<PrivacyNotice>("/api/v1/privacy-notice", RegisterRegistrants,
                                        "What is read to whoever is registered, and its version",
                                        show_notice_to_read));
    routes.push_back(get<PrivacyNotice>(one + "/notice", ViewRegistrants,
                                        "The privacy notice that was read to her, word for word",
                                        show_notice_read));
    routes.push_back(items<ChangeLine>(one + "/history", ViewRegistrants,
                                       "What happened to the file", show_person_history));
}

} // namespace

service::Routes routes(const std::shared_ptr<ImportDesk>& desk, const Persons& persons,
                       const std::shared_ptr<EntryCheck>& check)
{
    service::Routes routes;
    add_person_routes(routes, persons, check);
    routes.push_back(person_export_route(persons));
    for (auto& route : attachment_routes())
        routes.push_back(std::move(route));
    routes.push_back(organisation_export_route());
    for (auto& route : organisation_routes())
        routes.push_back(std::move(route));
    for (auto& route : receipt_routes())
        routes.push_back(std::move(route));
    for (auto& route : duplicate_routes())
        routes.push_back(std::move(route));
    for (auto& route : duplicate_group_routes())
        routes.push_back(std::move(route));
    for (auto& route : merge_routes())
        routes.push_back(std::move(route));
    for (auto& route : import_routes(desk))
        routes.push_back(std::move(route));
    for (auto& route : self_routes(check))
        routes.push_back(std::move(route));
    return routes;
}

} // namespace jisr::registry
