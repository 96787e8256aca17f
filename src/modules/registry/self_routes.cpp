#include "modules/registry/self_routes.hpp"

#include "modules/registry/self_file.hpp"
#include "modules/registry/self_proof.hpp"
#include "modules/registry/self_registering.hpp"
#include "modules/registry/self_setting.hpp"
#include "modules/territory/territory.hpp"
#include "service/paper.hpp"

namespace jisr::registry {

namespace {

using namespace service;

// The page sends photographs of at most 400 kB; a scanned PDF may be larger.
constexpr std::int64_t kPaperLimit = 2LL << 20;
constexpr const char* kPass = "X-File";

Result<Response> give_challenge(Context& context, const Request&)
{
    auto response =
        ok(TRY(make_challenge(context.services.settings, context.services.clock.now())));
    response.headers.emplace_back("Cache-Control", "no-store");
    return response;
}

// A phone on a weak network gets the communes of one province, and no more of them than is chosen
// by.
Result<Response> list_self_communes(Context&, const Request&, const SelfCommuneQuery& query)
{
    if (territory::find_province(query.province) == nullptr)
        return core::fail(core::problems::invalid("?province", "unknown_place"));
    Page<SelfCommune> page;
    for (const auto& commune : territory::communes())
        if (commune.province_code == query.province)
            page.items.push_back({commune.code, commune.name_ar, commune.name_fr});
    return ok(page);
}

void add_file_routes(Routes& routes)
{
    const auto anyone = Access::anyone();
    const std::string file = "/api/v1/self/file";
    routes.push_back(direct<SelfKey, SelfOpened>(
        "POST", file, anyone, "Open one's own file by its number and the birth date",
        open_own_file));
    routes.push_back(
        get<SelfFile>(file, anyone, "One's own file", show_own_file).opened_with(kPass));
    routes.push_back(put<SelfPhone, SelfFile>(file + "/phone", anyone, "Correct one's own phone",
                                              correct_own_phone)
                         .opened_with(kPass));
    routes.push_back(post<SelfWithdrawal, SelfFile>(file + "/withdraw", anyone, "Withdraw oneself",
                                                    withdraw_oneself, 200)
                         .opened_with(kPass));
    routes.push_back(
        post<SelfWithdrawal, SelfFile>(file + "/places/{id}/decline", anyone,
                                       "Leave one edition alone, before one was trained in it",
                                       decline_place, 200)
            .opened_with(kPass));
    routes.push_back(act<SelfFile>("POST", file + "/restore", anyone,
                                   "Take one's withdrawal back for an hour", take_withdrawal_back)
                         .opened_with(kPass));
    auto adding = act<SelfFile>("POST", file + "/papers", anyone,
                                "Add a paper to one's own file, at most 2 MB", add_own_paper, 201)
                      .file(paper_types(), kPaperLimit)
                      .opened_with(kPass);
    adding.query = query_parameters<SelfPaperQuery>();
    routes.push_back(std::move(adding));
    routes.push_back(act<SelfFile>("DELETE", file + "/papers/{id}", anyone,
                                   "Remove a paper that one added oneself", remove_own_paper)
                         .opened_with(kPass));
    routes.push_back(direct<void, void>("GET", file + "/receipt.pdf", anyone,
                                        "The receipt of one's own registration", print_own_receipt)
                         .slow()
                         .opened_with(kPass)
                         .answers({"application/pdf"}));
}

} // namespace

Routes self_routes(const std::shared_ptr<EntryCheck>& check)
{
    const auto anyone = Access::anyone();
    const std::string self = "/api/v1/self";
    Routes routes;
    routes.push_back(get<SelfOpening>(self, anyone,
                                      "What is open to those who register themselves, and the "
                                      "privacy notice",
                                      show_self_opening));
    routes.push_back(list<SelfCommuneQuery, SelfCommune>(
        self + "/communes", anyone, "The communes of a province", list_self_communes));
    routes.push_back(get<Challenge>(self + "/challenge", anyone,
                                    "Work to be done before a registration", give_challenge));
    routes.push_back(direct<SelfDraft, SelfRegistered>(
                         "POST", self + "/registrations", anyone, "Register oneself",
                         [check](DirectContext& context, const std::shared_ptr<Request>& request) {
                             return register_herself(*check, context, request);
                         },
                         201)
                         .keyed()
                         .opened_with("X-Proof"));
    routes.push_back(direct<void, void>("GET", self + "/receipts/{key}", anyone,
                                        "The receipt of a registration just made, once",
                                        open_receipt_once)
                         .slow()
                         .answers({"application/pdf"}));
    add_file_routes(routes);
    const std::string setting = "/api/v1/editions/{id}/self-registration";
    routes.push_back(get<SelfSetting>(setting, Access::signed_in(),
                                      "Whether women may register themselves into the edition",
                                      show_self_setting));
    routes.push_back(put<SelfSettingDraft, SelfSetting>(
                         setting, Permission::ManageProgrammes,
                         "Open or close an edition to those who register themselves",
                         change_self_setting)
                         .versioned());
    routes.push_back(get<SelfEntryShown>("/api/v1/persons/{id}/self-entry",
                                         Permission::ViewRegistrants,
                                         "How a woman registered herself", show_self_entry));
    return routes;
}

} // namespace jisr::registry
