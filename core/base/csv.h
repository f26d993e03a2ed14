#pragma once
// Tables as text: RFC 4180 with commas, semicolons or tabs.

#include <string>
#include <vector>

namespace selvox::base {

// Rows of fields: quotes, line breaks in quotes, CRLF, a byte order mark. The separator is the one of comma, semicolon
// and tab that the first line has most of. Empty lines are left out.
[[nodiscard]] std::vector<std::vector<std::string>> parseCsv(const std::string& text);

// "Patient ID" -> "patient_id": letters a to z, digits and '_', up to 40 of them.
[[nodiscard]] std::string plainColumn(const std::string& heading);

// A column of that plain name may tell who somebody is: names, births, addresses, numbers of records, free text.
[[nodiscard]] bool mayIdentify(const std::string& column);

}  // namespace selvox::base
