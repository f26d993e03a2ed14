#pragma once
// Two classifiers judged on the same cases, paired.

#include <map>
#include <string>

#include "core/base/json.h"

namespace selvox::services {

// {auc:{a, b, difference:{mean, low, high, n}}, accuracy, log_loss} over the cases that both documents of `selvox
// evaluate` name with the same class; n counts patients, and every resample takes the same ones on both sides. AUC as
// the documents have it: of the second of two classes, else the mean over one class against the rest. Empty without a
// common case.
[[nodiscard]] base::Json compareClasses(const base::Json& a, const base::Json& b,
                                        const std::map<std::string, std::string>& patientOfCase);

}  // namespace selvox::services
