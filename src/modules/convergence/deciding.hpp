#pragma once

#include "modules/convergence/list_store.hpp"

namespace jisr::convergence {

/// The row is of that registrant. 404 for a file that is none of the likely ones or that the actor
/// may not see; 409 list_not_open, row_settled.
Result<RowRecord> decide_same(service::WriteContext& context, const ListRecord& list,
                              const RowRecord& before, const core::Id& person_id);

/// The row is of none of the likely ones. 409 likely_elsewhere when one of them is outside the
/// actor's area: somebody who may see her file decides.
Result<RowRecord> decide_nobody(service::WriteContext& context, const ListRecord& list,
                                const RowRecord& before);

/// The row waits again, and what came of it is taken back. Of a closed list, where nobody could
/// decide anew, a matched row is nobody's from then on, and one that was nobody's is asked of again
/// when the list is handed over again. 404 when it is of a registrant whom the actor may not see.
Result<std::optional<RowRecord>> undo_decision(service::WriteContext& context,
                                               const ListRecord& list, const RowRecord& before);

/// What the list said is forgotten; what was decided stays.
Result<ListRecord> close_list(service::WriteContext& context, const ListRecord& list);

/// Takes everything back that came of the list.
Result<void> remove_list(service::WriteContext& context, const ListRecord& list);

} // namespace jisr::convergence
