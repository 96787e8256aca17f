#include "modules/convergence/other_programme.hpp"

namespace jisr::convergence {

Result<std::vector<OtherProgramme>> other_programmes(db::Reader& reader)
{
    return reader.all<OtherProgramme>("select " + db::columns_of<OtherProgramme>() +
                                      " from other_programme order by code");
}

Result<bool> code_is_taken(db::Reader& reader, std::string_view code, const core::Id& id)
{
    return TRY(reader.count("select count(*) from other_programme where code = :code and id <> :id",
                            {{"code", code}, {"id", id}})) > 0;
}

} // namespace jisr::convergence
