// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/mechanisms.h"

/// How a random firm keeps in touch with its customers: parameters of single mechanisms, for
/// random_study. Names with `_of_the_firm` are what all segments share.
namespace tenure::property {

model::Communication::Parameters communication();
model::Listening::Parameters ears_of_the_firm();
model::Listening::Parameters listening(model::Listening::Parameters shared);
model::Courtesy::Parameters courtesy_of_the_firm();
model::Courtesy::Parameters courtesy(model::Courtesy::Parameters shared);
model::Relationship::Parameters relationship();
model::LoyaltyProgramme::Parameters loyalty_programme();
/// Of the firm, all of it.
model::Operations::Parameters operations();

}  // namespace tenure::property
