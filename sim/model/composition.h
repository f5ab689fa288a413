// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <type_traits>

#include "engine/type_list.h"

/// The composition of the model: start reading here. One name per mechanism, in the order in which
/// they hear of an occurrence. A mechanism is one file pair in model/mechanisms/ and knows the
/// others only by what they publish (model/occurrences.h).
namespace tenure::model {

class Acquisition;
class Calendar;
class Pricing;
class Purchasing;
class Development;
class Promotions;
class Assortment;
class LoyaltyProgramme;
class Service;
class Operations;
class Expectations;
class Satisfaction;
class Relationship;
class PartialDefection;
class Fatigue;
class Communication;
class Courtesy;
class ServicePlan;
class WordOfMouth;
class ComplaintDesk;
class Listening;
class Rivals;
class WinBack;
class Contract;
class Finance;
class Leaving;

/// Satisfaction hears of an answer before anybody decides upon it; Communication knows how tired a
/// contact has made the customer; Listening asks who has stayed after a failure; Contract may hold
/// back who wants to leave; Finance books what all others cost; Leaving owns the end of a
/// relationship and hears last.
using Mechanisms =
    engine::TypeList<Acquisition, Calendar, Pricing, Purchasing, Development, Promotions,
                     Assortment, LoyaltyProgramme, Service, Operations, Expectations, Satisfaction,
                     Relationship, PartialDefection, Fatigue, Communication, Courtesy, ServicePlan,
                     WordOfMouth, ComplaintDesk, Listening, Rivals, WinBack, Contract, Finance,
                     Leaving>;

template <class Mechanism>
inline constexpr std::size_t kIndexOf = engine::index_of<Mechanism>(Mechanisms{});

}  // namespace tenure::model
