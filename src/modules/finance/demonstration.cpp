#include "modules/finance/agreement_store.hpp"
#include "modules/finance/amendment_handlers.hpp"
#include "modules/finance/finance.hpp"
#include "modules/finance/partner_store.hpp"
#include "modules/programmes/programmes.hpp"
#include "modules/territory/territory.hpp"
#include "service/crud.hpp"

namespace jisr::finance {

namespace {

using service::WriteContext;

constexpr std::int64_t kMillion = 100'000'000; ///< centimes
constexpr std::int64_t kThousand = 100'000;
constexpr std::string_view kHome = "10"; ///< the region of the demonstration's log-ins

// Institutions by their function; the associations, the funder and every agreement are invented.
struct NationalPartner
{
    std::string_view key;
    std::string_view name_ar;
    std::string_view name_fr;
    PartnerKind kind;
    std::vector<PartnerRole> roles;
};

const std::vector<NationalPartner>& national_partners()
{
    using enum PartnerRole;
    static const std::vector<NationalPartner> list{
        {"ministry",
         "الوزارة المكلفة بالتضامن والإدماج الاجتماعي والأسرة",
         "Ministère chargé de la solidarité, de l’insertion sociale et de la famille",
         PartnerKind::Ministry,
         {Steering, Funding, Evaluation}},
        {"entraide",
         "التعاون الوطني",
         "Entraide nationale",
         PartnerKind::EntraideNationale,
         {Centres, Training, Premises}},
        {"ads",
         "وكالة التنمية الاجتماعية",
         "Agence de développement social",
         PartnerKind::Ads,
         {Registration, Training, Accompaniment}},
        {"indh",
         "المبادرة الوطنية للتنمية البشرية",
         "Initiative nationale pour le développement humain",
         PartnerKind::Indh,
         {Steering, Funding}},
        {"funder",
         "جهة مانحة دولية (تجريبي)",
         "Bailleur de fonds international (démonstration)",
         PartnerKind::Funder,
         {Funding, Evaluation}}};
    return list;
}

core::Id partner_id(std::string_view key)
{
    return service::named_id("partner", "DEMO-" + std::string(key));
}

std::string regional(std::string_view key, std::string_view region_code)
{
    return std::string(key) + "-" + std::string(region_code);
}

class Planting
{
  public:
    explicit Planting(WriteContext& context, std::vector<core::Id> editions)
        : context_(context), editions_(std::move(editions)), today_(context.clock.today())
    {
    }

    core::Result<void> partners()
    {
        for (const auto& one : national_partners())
            TRY(partner(one.key, one.kind, one.roles, one.name_ar, one.name_fr, nullptr));
        for (const auto& region : territory::regions())
            TRY(partners_of(region));
        return {};
    }

    core::Result<void> agreements()
    {
        for (const auto& region : territory::regions())
            TRY(enter("CR-" + region.code, framework(region)));
        TRY(extended());
        const auto* home = territory::find_region(kHome);
        TRY(enter("ECOUTE", listening(*home)));
        TRY(enter("LOCAUX", premises(*home)));
        return enter("UNIV", draft(*home));
    }

  private:
    core::Result<void> partner(std::string_view key, PartnerKind kind,
                               const std::vector<PartnerRole>& roles, std::string_view name_ar,
                               std::string_view name_fr, const territory::Region* region)
    {
        Partner partner;
        partner.id = partner_id(key);
        partner.name_ar = name_ar;
        partner.name_fr = name_fr;
        partner.kind = kind;
        partner.roles = roles;
        if (region != nullptr)
            partner.region_code = region->code;
        partner.updated_at = context_.clock.now();
        TRY(insert_partner(context_.writer, partner));
        return context_.log("partner", partner.id, partner.version, "create", nullptr,
                            core::to_json(partner), "demonstration");
    }

    core::Result<void> partners_of(const territory::Region& region)
    {
        using enum PartnerRole;
        TRY(partner(regional("council", region.code), PartnerKind::RegionalCouncil,
                    {Steering, Funding}, "مجلس جهة " + region.name_ar,
                    "Conseil régional de " + region.name_fr, &region));
        TRY(partner(regional("wilaya", region.code), PartnerKind::Wilaya, {Steering, Registration},
                    "ولاية جهة " + region.name_ar, "Wilaya de la région de " + region.name_fr,
                    &region));
        if (region.code != kHome)
            return {};
        TRY(partner(regional("association", region.code), PartnerKind::Association,
                    {Accompaniment, Training}, "جمعية الأفق للمواكبة (تجريبية)",
                    "Association Al Ofoq pour l’accompagnement (démonstration)", &region));
        return partner(regional("university", region.code), PartnerKind::University,
                       {Training, Evaluation}, "الكلية متعددة التخصصات (تجريبي)",
                       "Faculté polydisciplinaire (démonstration)", &region);
    }

    [[nodiscard]] core::Date day(std::int32_t from_today) const
    {
        return core::Date::from_days(today_.days_since_epoch() + from_today);
    }

    [[nodiscard]] core::Date first_of(int year) const { return *core::Date::make(year, 1, 1); }

    [[nodiscard]] core::Date last_of(int year) const { return *core::Date::make(year, 12, 31); }

    static void gives(AgreementFields& fields, std::string_view key, std::string_view commitment,
                      Contribution contribution,
                      const std::vector<std::pair<int, std::int64_t>>& amounts)
    {
        const auto id = partner_id(key);
        fields.parties.push_back({id, std::string(commitment)});
        for (const auto& [year, centimes] : amounts)
            fields.amounts.push_back({id, year, contribution, centimes});
    }

    /// The ordinary session of a council of a region that is nearest before the day.
    static std::string session_of(core::Date day)
    {
        if (day.month() >= 3 && day.month() < 7)
            return "دورة مارس العادية – session ordinaire de mars";
        if (day.month() >= 7 && day.month() < 10)
            return "دورة يوليوز العادية – session ordinaire de juillet";
        return "دورة أكتوبر العادية – session ordinaire d’octobre";
    }

    static Ratification adopted(std::string number, core::Date day)
    {
        return {session_of(day), day, std::move(number), RatificationResult::Adopted};
    }

    /// Twelve million dirhams in halves, as the regions' conventions have them.
    [[nodiscard]] AgreementFields framework(const territory::Region& region) const
    {
        const int year = today_.year();
        AgreementFields fields;
        fields.title_ar = "اتفاقية شراكة لتنزيل برنامج جسر التمكين والريادة بجهة " +
                          region.name_ar + " (تجريبية)";
        fields.title_fr = "Convention de partenariat pour le programme Jisr – région de " +
                          region.name_fr + " (démonstration)";
        fields.object = "تمكين النساء في وضعية صعبة اقتصاديا ومواكبة مشاريعهن.\nAutonomiser "
                        "économiquement les femmes en situation difficile et accompagner leurs "
                        "projets.";
        fields.region_code = region.code;
        fields.signed_on = first_of(year);
        fields.starts_on = first_of(year);
        fields.ends_on = last_of(year + 1);
        gives(fields, "ministry", "المساهمة المالية والقيادة الوطنية للبرنامج", Contribution::Money,
              {{year, 3 * kMillion}, {year + 1, 3 * kMillion}});
        gives(fields, regional("council", region.code), "المساهمة المالية وتتبع المشاريع بالجهة",
              Contribution::Money, {{year, 3 * kMillion}, {year + 1, 3 * kMillion}});
        gives(fields, "ads", "وضع أطر المواكبة رهن إشارة البرنامج", Contribution::Staff,
              {{year, 400 * kThousand}, {year + 1, 400 * kThousand}});
        gives(fields, "entraide", "وضع المراكز رهن إشارة التكوين", Contribution::Premises,
              {{year, 250 * kThousand}, {year + 1, 250 * kThousand}});
        fields.ratification = adopted("DEMO-" + region.code + "/" + std::to_string(year), day(-20));
        fields.edition_ids = editions_;
        return fields;
    }

    /// Ends within thirty days.
    [[nodiscard]] AgreementFields listening(const territory::Region& region) const
    {
        const auto ends = day(24);
        AgreementFields fields;
        fields.title_ar = "اتفاقية شراكة لدعم مركز الاستماع والمواكبة (تجريبية)";
        fields.title_fr = "Convention d’appui au centre d’écoute et d’accompagnement "
                          "(démonstration)";
        fields.region_code = region.code;
        fields.signed_on = day(-340);
        fields.starts_on = day(-340);
        fields.ends_on = ends;
        gives(fields, "entraide", "تحويل الدعم على ثلاثة أشطر", Contribution::Money,
              {{ends.year(), 240 * kThousand}});
        gives(fields, regional("association", region.code), "تسيير المركز وتقديم الحصيلة السنوية",
              Contribution::Staff, {{ends.year(), 86'450'50}});
        fields.edition_ids = editions_;
        return fields;
    }

    /// Has ended, and the edition still rests on it.
    [[nodiscard]] AgreementFields premises(const territory::Region& region) const
    {
        const auto ends = day(-16);
        AgreementFields fields;
        fields.title_ar = "اتفاقية وضع مقرات رهن إشارة دورات التكوين (تجريبية)";
        fields.title_fr = "Convention de mise à disposition de locaux de formation "
                          "(démonstration)";
        fields.region_code = region.code;
        fields.signed_on = day(-380);
        fields.starts_on = day(-380);
        fields.ends_on = ends;
        gives(fields, regional("council", region.code), "ثلاث قاعات للتكوين مجهزة",
              Contribution::Premises, {{ends.year(), 180 * kThousand}});
        gives(fields, regional("wilaya", region.code), "تيسير الولوج إلى المقرات",
              Contribution::InKind, {{ends.year(), 35 * kThousand}});
        fields.ratification = adopted("DEMO-" + region.code + "/P", fields.signed_on.value());
        fields.edition_ids = editions_;
        return fields;
    }

    [[nodiscard]] AgreementFields draft(const territory::Region& region) const
    {
        const int year = today_.year() + 1;
        AgreementFields fields;
        fields.title_ar = "مشروع اتفاقية لتقييم أثر البرنامج (تجريبي)";
        fields.title_fr = "Projet de convention pour l’évaluation d’impact (démonstration)";
        fields.region_code = region.code;
        fields.starts_on = first_of(year);
        fields.ends_on = last_of(year + 1);
        gives(fields, regional("council", region.code), "تمويل الدراسة", Contribution::Money,
              {{year, 300 * kThousand}, {year + 1, 150 * kThousand}});
        gives(fields, regional("university", region.code), "إنجاز الدراسة", Contribution::Staff,
              {{year, 120 * kThousand}, {year + 1, 60 * kThousand}});
        return fields;
    }

    /// Of the nation, and prolonged by a year.
    core::Result<void> extended()
    {
        const int year = today_.year();
        AgreementFields fields;
        fields.title_ar = "اتفاقية دعم التمكين الاقتصادي للنساء (تجريبية)";
        fields.title_fr = "Convention d’appui à l’autonomisation économique des femmes "
                          "(démonstration)";
        fields.signed_on = first_of(year - 1);
        fields.starts_on = first_of(year - 1);
        fields.ends_on = day(70);
        gives(fields, "funder", "هبة مالية على أشطر", Contribution::Money,
              {{year - 1, 6 * kMillion}, {year, 6 * kMillion}});
        gives(fields, "ministry", "الإشراف والتتبع", Contribution::Money,
              {{year - 1, 2 * kMillion}, {year, 2 * kMillion}});
        gives(fields, "indh", "دعم المشاريع المدرة للدخل", Contribution::Money,
              {{year - 1, kMillion}, {year, kMillion}});
        fields.edition_ids = editions_;
        auto first = fields;
        first.ends_on = day(40);
        TRY(enter("BAILLEUR", first));
        const auto before = TRY(find_agreement(context_.writer, agreement_id("BAILLEUR")));
        AmendmentDraft amendment;
        static_cast<AgreementFields&>(amendment) = fields;
        amendment.reference = before->reference;
        amendment.amended_on = day(-30);
        amendment.reason = "تمديد الأجل لإتمام مواكبة الفوج الأول – Prolongation pour achever "
                           "l’accompagnement de la première cohorte";
        TRY(enter_amendment(context_, *before, amendment));
        return {};
    }

    static core::Id agreement_id(std::string_view key)
    {
        return service::named_id("agreement", "DEMO-" + std::string(key));
    }

    core::Result<void> enter(const std::string& key, AgreementFields fields)
    {
        fields.reference = "DEMO-" + key + "/" + std::to_string(today_.year());
        const auto kept = TRY(checked(fields, today_));
        KeptAgreement agreement = with_fields({}, kept);
        agreement.id = agreement_id(key);
        agreement.created_at = agreement.updated_at = context_.clock.now();
        agreement.created_by_name = context_.actor.name;
        TRY(insert_agreement(context_.writer, agreement));
        return context_.log("agreement", agreement.id, agreement.version, "create", nullptr,
                            core::to_json(agreement), "demonstration");
    }

    WriteContext& context_;
    std::vector<core::Id> editions_;
    core::Date today_;
};

} // namespace

core::Result<void> seed_demonstration_agreements(service::Services& services)
{
    return service::write_as(services, service::Actor::system("demonstration"),
                             [](WriteContext& context) -> core::Result<void> {
                                 if (TRY(find_partner(context.writer, partner_id("ministry"))))
                                     return {};
                                 std::vector<core::Id> editions;
                                 if (const auto edition = TRY(programmes::find_current_edition(
                                         context.writer, "bridge", context.clock.today())))
                                     editions.push_back(edition->id);
                                 Planting planting(context, std::move(editions));
                                 TRY(planting.partners());
                                 return planting.agreements();
                             });
}

} // namespace jisr::finance
