// SPDX-License-Identifier: Apache-2.0
#pragma once

// All mechanisms, complete: for whoever composes, describes or dispatches to them.
#include "model/mechanisms/acquisition.h"
#include "model/mechanisms/assortment.h"
#include "model/mechanisms/calendar.h"
#include "model/mechanisms/complaint_desk.h"
#include "model/mechanisms/contract.h"
#include "model/mechanisms/courtesy.h"
#include "model/mechanisms/development.h"
#include "model/mechanisms/expectations.h"
#include "model/mechanisms/fatigue.h"
#include "model/mechanisms/finance.h"
#include "model/mechanisms/leaving.h"
#include "model/mechanisms/loyalty_programme.h"
#include "model/mechanisms/partial_defection.h"
#include "model/mechanisms/pricing.h"
#include "model/mechanisms/promotions.h"
#include "model/mechanisms/purchasing.h"
#include "model/mechanisms/relationship.h"
#include "model/mechanisms/rivals.h"
#include "model/mechanisms/satisfaction.h"
#include "model/mechanisms/service.h"
