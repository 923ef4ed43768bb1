# SPDX-FileCopyrightText: 2026 The Hirschman authors
# SPDX-License-Identifier: MIT
"""The library's types and functions; made by make_abi.py from the headers."""
# mypy: ignore-errors
from ctypes import (POINTER, Structure, c_bool, c_char, c_char_p, c_double,
                    c_int, c_int32, c_int64, c_size_t, c_uint32, c_uint64,
                    c_void_p)

CONSTANTS = {
    'HM_OK': 0,
    'HM_ERR_MEMORY': 1,
    'HM_ERR_ARGUMENT': 2,
    'HM_ERR_DATA': 3,
    'HM_ERR_PARSE': 4,
    'HM_ERR_IO': 5,
    'HM_ERR_UNKNOWN': 6,
    'HM_ERR_STATE': 7,
    'HM_ERR_CANCELED': 8,
    'HM_ERR_LIMIT': 9,
    'HM_ERR_VERIFY': 10,
    'HM_LOG_DEBUG': 0,
    'HM_LOG_INFO': 1,
    'HM_LOG_WARNING': 2,
    'HM_COLUMN_TEXT': 0,
    'HM_COLUMN_NUMBER': 1,
    'HM_NODE_SCALAR': 0,
    'HM_NODE_LIST': 1,
    'HM_NODE_MAP': 2,
    'HM_MEASURE_TARIFF': 0,
    'HM_MEASURE_EXPORT_TAX': 1,
    'HM_MEASURE_TRADE_COST': 2,
    'HM_MEASURE_EMBARGO': 3,
    'HM_MEASURE_QUOTA': 4,
    'HM_MEASURE_PRODUCTIVITY': 5,
    'HM_MEASURE_CAPACITY': 6,
    'HM_MEASURE_TRANSFER': 7,
    'HM_MEASURE_DEFICIT': 8,
    'HM_RULE_RATE': 0,
    'HM_RULE_ADD': 1,
    'HM_RULE_SCALE': 2,
    'HM_RULE_CAP': 3,
    'HM_RULE_LINEAR_CUT': 4,
    'HM_RULE_SWISS': 5,
    'HM_RULE_HAT': 6,
    'HM_RULE_COVERAGE': 7,
    'HM_RULE_VALUE_MUSD': 8,
    'HM_RULE_QUANTITY_HAT': 9,
    'HM_RULE_LOWER': 10,
    'HM_CLOSURE_FIXED': 0,
    'HM_CLOSURE_SCALED': 1,
    'HM_CLOSURE_ZERO': 2,
    'HM_CLOSURE_BILATERAL': 3,
    'HM_NOT_RUN': 0,
    'HM_CONVERGED': 1,
    'HM_STALLED': 2,
    'HM_MAX_ITER': 3,
    'HM_INADMISSIBLE': 4,
    'HM_NO_EQUILIBRIUM': 5,
    'HM_PATH_STEPS': 16,
    'HM_PLAYERS_MAX': 16,
    'HM_PAYOFF_POLICY': 0,
    'HM_PAYOFF_PACKAGE': 1,
    'HM_PAYOFF_DRAW': 2,
    'HM_PAYOFF_PLAYER': 3,
    'HM_PAYOFF_AXES': 4,
    'HM_BARGAIN_NASH': 0,
    'HM_BARGAIN_KALAI': 1,
    'HM_BARGAIN_EGALITARIAN': 2,
    'HM_BARGAIN_UTILITARIAN': 3,
    'HM_BARGAIN_RULES': 4,
    'HM_LAW_UNIFORM': 0,
    'HM_LAW_NORMAL': 1,
    'HM_LAW_TABLE': 2,
    'HM_CHOICE_SEPARATE': 0,
    'HM_CHOICE_EXPLICIT': 1,
    'HM_CHOICE_TACIT': 2,
    'HM_UNKNOWNS_MAX': 50,
    'HM_SCORE_OMEGA_SENDER': 0,
    'HM_SCORE_OMEGA_BROKER': 1,
    'HM_SCORE_OMEGA_COLLAPSE': 2,
    'HM_SCORE_COSTS': 3,
    'HM_SCORE_UNKNOWNS': 4,
    'HM_PRIOR_UNIFORM': 0,
    'HM_PRIOR_LOG_NORMAL': 1,
    'HM_PRIOR_NORMAL': 2,
    'HM_LEVERAGE_TABLES': 14,
    'HM_TARIFF_GAME': 0,
    'HM_TARIFF_RATES': 1,
    'HM_TARIFF_OPTIMA': 2,
    'HM_TARIFF_TABLES': 3,
    'HM_ASSUMPTION_SET': 0,
    'HM_ASSUMPTION_THETA': 1,
    'HM_ASSUMPTION_VINTAGE': 2,
    'HM_ASSUMPTION_BALANCE': 3,
    'HM_ASSUMPTION_GDP': 4,
    'HM_ASSUMPTION_TRADE_MIX': 5,
    'HM_ASSUMPTIONS': 6,
    'HM_ASSUMPTION_ALL': 6,
}


class hm_allocator(Structure):
    _fields_ = [
        ('resize', c_void_p),
        ('user', c_void_p),
    ]


class hm_random(Structure):
    _fields_ = [
        ('state', c_uint64 * 4),
    ]


class hm_source(Structure):
    _fields_ = [
        ('name', c_char_p),
        ('licence', c_char_p),
        ('url', c_char_p),
        ('note', c_char_p),
    ]


class hm_labels(Structure):
    _fields_ = [
        ('n_countries', c_int32),
        ('n_sectors', c_int32),
        ('country_codes', POINTER(c_char_p)),
        ('country_names', POINTER(c_char_p)),
        ('country_groups', POINTER(c_char_p)),
        ('sector_codes', POINTER(c_char_p)),
        ('sector_names', POINTER(c_char_p)),
        ('name', c_char_p),
        ('description', c_char_p),
        ('currency', c_char_p),
        ('valuation', c_char_p),
        ('year', c_int32),
        ('n_sources', c_int32),
        ('sources', POINTER(hm_source)),
    ]


class hm_elasticities(Structure):
    _fields_ = [
        ('name', c_char_p),
        ('theta', POINTER(c_double)),
        ('theta_home', POINTER(c_double)),
        ('markup', POINTER(c_double)),
        ('input_substitution', POINTER(c_double)),
        ('scale', POINTER(c_double)),
        ('final_substitution', POINTER(c_double)),
        ('theta_se', POINTER(c_double)),
        ('specific_share', POINTER(c_double)),
    ]


class hm_economy_arrays(Structure):
    _fields_ = [
        ('n_countries', c_int32),
        ('n_sectors', c_int32),
        ('n_factors', c_int32),
        ('expenditure', POINTER(c_double)),
        ('share', POINTER(c_double)),
        ('tariff', POINTER(c_double)),
        ('export_tax', POINTER(c_double)),
        ('rent_wedge', POINTER(c_double)),
        ('rent_importer_share', POINTER(c_double)),
        ('input_share', POINTER(c_double)),
        ('factor_share', POINTER(c_double)),
        ('final_share', POINTER(c_double)),
        ('factor_income', POINTER(c_double)),
        ('factor_country', POINTER(c_int32)),
        ('factor_codes', POINTER(c_char_p)),
        ('deficit', POINTER(c_double)),
        ('bilateral_deficit', POINTER(c_double)),
        ('output', POINTER(c_double)),
        ('income', POINTER(c_double)),
        ('theta', POINTER(c_double)),
        ('theta_home', POINTER(c_double)),
        ('markup', POINTER(c_double)),
        ('input_substitution', POINTER(c_double)),
        ('scale', POINTER(c_double)),
        ('final_substitution', POINTER(c_double)),
        ('specific', c_bool),
    ]


class hm_economy_flows(Structure):
    _fields_ = [
        ('trade', POINTER(c_double)),
        ('tariff', POINTER(c_double)),
        ('export_tax', POINTER(c_double)),
        ('input_share', POINTER(c_double)),
        ('final_share', POINTER(c_double)),
        ('n_factors', c_int32),
        ('factor_share', POINTER(c_double)),
        ('factor_country', POINTER(c_int32)),
        ('factor_codes', POINTER(c_char_p)),
        ('deficit', POINTER(c_double)),
    ]


class hm_account_arrays(Structure):
    _fields_ = [
        ('n_countries', c_int32),
        ('n_sectors', c_int32),
        ('trade', POINTER(c_double)),
        ('tariff', POINTER(c_double)),
        ('input', POINTER(c_double)),
        ('theta', POINTER(c_double)),
        ('theta_home', POINTER(c_double)),
        ('input_substitution', POINTER(c_double)),
        ('scale', POINTER(c_double)),
        ('final_substitution', POINTER(c_double)),
    ]


class hm_allow(Structure):
    _fields_ = [
        ('count', c_int32),
        ('names', POINTER(c_char_p)),
    ]


class hm_map(Structure):
    _fields_ = [
        ('count', c_int32),
        ('from', POINTER(c_char_p)),
        ('to', POINTER(c_char_p)),
        ('names', POINTER(c_char_p)),
        ('groups', POINTER(c_char_p)),
    ]


class hm_sector_parts(Structure):
    _fields_ = [
        ('count', c_int32),
        ('codes', POINTER(c_char_p)),
        ('names', POINTER(c_char_p)),
        ('of', POINTER(c_int32)),
        ('weight', POINTER(c_double)),
    ]


class hm_balance_result(Structure):
    _fields_ = [
        ('iterations', c_int32),
        ('residual', c_double),
        ('moved_musd', c_double),
        ('least_final', c_double),
    ]


class hm_carve(Structure):
    _fields_ = [
        ('code', c_char_p),
        ('name', c_char_p),
        ('group', c_char_p),
        ('parent', c_int32),
        ('gdp', c_double),
        ('exports', POINTER(c_double)),
        ('imports', POINTER(c_double)),
        ('output_share', POINTER(c_double)),
        ('output_group', POINTER(c_int32)),
        ('donor', POINTER(c_double)),
    ]


class hm_selector(Structure):
    _fields_ = [
        ('n_codes', c_int32),
        ('codes', POINTER(c_char_p)),
        ('complement', c_bool),
    ]


class hm_measure(Structure):
    _fields_ = [
        ('kind', c_int),
        ('rule', c_int),
        ('value', c_double),
        ('value_musd', c_double),
        ('rents', c_double),
        ('exporter', hm_selector),
        ('importer', hm_selector),
        ('sector', hm_selector),
        ('n_rows', c_int32),
        ('row_exporter', POINTER(c_char_p)),
        ('row_importer', POINTER(c_char_p)),
        ('row_sector', POINTER(c_char_p)),
        ('row_value', POINTER(c_double)),
        ('row_musd', POINTER(c_double)),
        ('row_rents', POINTER(c_double)),
        ('place', c_char_p),
    ]


class hm_shock_arrays(Structure):
    _fields_ = [
        ('tariff', POINTER(c_double)),
        ('export_tax', POINTER(c_double)),
        ('rent_wedge', POINTER(c_double)),
        ('rent_importer_share', POINTER(c_double)),
        ('cost_hat', POINTER(c_double)),
        ('phi', POINTER(c_double)),
        ('productivity_hat', POINTER(c_double)),
        ('factor_hat', POINTER(c_double)),
        ('deficit_add', POINTER(c_double)),
        ('quantity_cap', POINTER(c_double)),
        ('value_cap', POINTER(c_double)),
    ]


class hm_solver_settings(Structure):
    _fields_ = [
        ('tolerance', c_double),
        ('max_iterations', c_int32),
    ]


class hm_solution_arrays(Structure):
    _fields_ = [
        ('factor_price_hat', POINTER(c_double)),
        ('cost_hat', POINTER(c_double)),
        ('price_hat', POINTER(c_double)),
        ('price_index_hat', POINTER(c_double)),
        ('expenditure', POINTER(c_double)),
        ('output', POINTER(c_double)),
        ('income', POINTER(c_double)),
        ('deficit', POINTER(c_double)),
        ('rent_wedge', POINTER(c_double)),
    ]


class hm_certificate(Structure):
    _fields_ = [
        ('outcome', c_int),
        ('iterations', c_int32),
        ('trade_passes', c_int32),
        ('residual', c_double),
        ('worst_equation', c_char * 64),
        ('reason', c_char * 160),
        ('seconds', c_double),
    ]


class hm_verification(Structure):
    _fields_ = [
        ('residual', c_double),
        ('factor_market', c_double),
        ('price', c_double),
        ('output', c_double),
        ('expenditure', c_double),
        ('budget', c_double),
        ('numeraire', c_double),
        ('walras', c_double),
        ('balance', c_double),
        ('quota', c_double),
        ('share_sum', c_double),
        ('worst_equation', c_char * 64),
        ('confirmed', c_bool),
    ]


class hm_welfare_arrays(Structure):
    _fields_ = [
        ('real_income_hat', POINTER(c_double)),
        ('real_income_musd', POINTER(c_double)),
        ('real_domestic_income_hat', POINTER(c_double)),
        ('real_wage_hat', POINTER(c_double)),
        ('wage_hat', POINTER(c_double)),
        ('price_index_hat', POINTER(c_double)),
        ('revenue_base', POINTER(c_double)),
        ('revenue_cf', POINTER(c_double)),
        ('first_order', POINTER(c_double)),
        ('first_order_terms_of_trade', POINTER(c_double)),
        ('first_order_volume_of_trade', POINTER(c_double)),
        ('terms_of_trade', POINTER(c_double)),
        ('volume_of_trade', POINTER(c_double)),
        ('exports_base', POINTER(c_double)),
        ('exports_cf', POINTER(c_double)),
        ('imports_base', POINTER(c_double)),
        ('imports_cf', POINTER(c_double)),
        ('deficit_base', POINTER(c_double)),
        ('deficit_cf', POINTER(c_double)),
        ('importer_rent_base', POINTER(c_double)),
        ('importer_rent_cf', POINTER(c_double)),
        ('exporter_rent_base', POINTER(c_double)),
        ('exporter_rent_cf', POINTER(c_double)),
    ]


class hm_objective(Structure):
    _fields_ = [
        ('value', c_double),
        ('income', POINTER(c_double)),
        ('price', POINTER(c_double)),
        ('cost', POINTER(c_double)),
        ('factor_price', POINTER(c_double)),
        ('expenditure', POINTER(c_double)),
        ('output', POINTER(c_double)),
        ('flow', POINTER(c_double)),
        ('at_tariff', POINTER(c_double)),
        ('at_export_tax', POINTER(c_double)),
        ('at_rent_wedge', POINTER(c_double)),
        ('at_rent_share', POINTER(c_double)),
        ('at_ln_cost', POINTER(c_double)),
        ('at_ln_factor', POINTER(c_double)),
        ('at_deficit', POINTER(c_double)),
        ('at_final_substitution', POINTER(c_double)),
    ]


class hm_gradient(Structure):
    _fields_ = [
        ('tariff', POINTER(c_double)),
        ('export_tax', POINTER(c_double)),
        ('rent_wedge', POINTER(c_double)),
        ('rent_share', POINTER(c_double)),
        ('ln_cost', POINTER(c_double)),
        ('phi', POINTER(c_double)),
        ('ln_productivity', POINTER(c_double)),
        ('ln_factor', POINTER(c_double)),
        ('deficit', POINTER(c_double)),
        ('theta', POINTER(c_double)),
        ('theta_home', POINTER(c_double)),
        ('input_substitution', POINTER(c_double)),
        ('scale', POINTER(c_double)),
        ('final_substitution', POINTER(c_double)),
    ]


class hm_sensitivity_cost(Structure):
    _fields_ = [
        ('trade_passes', c_int32),
        ('steps', c_int32),
        ('residual', c_double),
    ]


class hm_direction(Structure):
    _fields_ = [
        ('tariff', POINTER(c_double)),
        ('export_tax', POINTER(c_double)),
        ('rent_wedge', POINTER(c_double)),
        ('rent_share', POINTER(c_double)),
        ('ln_cost', POINTER(c_double)),
        ('phi', POINTER(c_double)),
        ('ln_productivity', POINTER(c_double)),
        ('ln_factor', POINTER(c_double)),
        ('deficit', POINTER(c_double)),
        ('theta', POINTER(c_double)),
        ('theta_home', POINTER(c_double)),
        ('input_substitution', POINTER(c_double)),
        ('scale', POINTER(c_double)),
        ('final_substitution', POINTER(c_double)),
    ]


class hm_tangent(Structure):
    _fields_ = [
        ('ln_factor_price', POINTER(c_double)),
        ('ln_price', POINTER(c_double)),
        ('ln_cost', POINTER(c_double)),
        ('expenditure', POINTER(c_double)),
        ('output', POINTER(c_double)),
        ('income', POINTER(c_double)),
        ('deficit', POINTER(c_double)),
        ('ln_real_income', POINTER(c_double)),
        ('flow', POINTER(c_double)),
    ]


class hm_payoff_cell(Structure):
    _fields_ = [
        ('at', c_int32 * 4),
    ]


class hm_payoff_band(Structure):
    _fields_ = [
        ('low', c_double),
        ('high', c_double),
        ('positive', c_int32),
        ('available', c_int32),
        ('total', c_int32),
    ]


class hm_security(Structure):
    _fields_ = [
        ('n_outcomes', c_int32),
        ('value', POINTER(c_double)),
        ('probability', POINTER(c_double)),
    ]


class hm_points(Structure):
    _fields_ = [
        ('n_players', c_int32),
        ('n_points', c_int32),
        ('payoff', POINTER(c_double)),
    ]


class hm_talks(Structure):
    _fields_ = [
        ('rule', c_int),
        ('threat', POINTER(c_double)),
        ('parties', c_uint32),
        ('weights', POINTER(c_double)),
    ]


class hm_deal(Structure):
    _fields_ = [
        ('rule', c_int),
        ('exists', c_bool),
        ('lottery', c_bool),
        ('n_players', c_int32),
        ('point', c_int32),
        ('place', c_double),
        ('threat', c_double * 16),
        ('payoff', c_double * 16),
        ('gain', c_double * 16),
        ('side_payment', c_double * 16),
        ('objective', c_double),
        ('certificate', c_double),
    ]


class hm_frontier(Structure):
    _fields_ = [
        ('payoff', c_void_p),
        ('user', c_void_p),
        ('low', c_double),
        ('high', c_double),
        ('n_players', c_int32),
        ('grid', c_int32),
    ]


class hm_issue(Structure):
    _fields_ = [
        ('name', c_char_p),
        ('points', hm_points),
        ('threat', POINTER(c_double)),
        ('exposed', c_uint32),
    ]


class hm_linkage_value(Structure):
    _fields_ = [
        ('necessary', c_bool),
        ('necessary_lottery', c_bool),
        ('separate', hm_deal),
        ('together', hm_deal),
        ('value', c_double * 16),
    ]


class hm_club(Structure):
    _fields_ = [
        ('from_all', c_uint32),
        ('from_none', c_uint32),
        ('all_settles', c_bool),
        ('none_settles', c_bool),
        ('n_stable', c_int32),
    ]


class hm_price_curve(Structure):
    _fields_ = [
        ('baseline', c_char_p),
        ('n', c_int32),
        ('reward', POINTER(c_double)),
        ('cost', POINTER(c_double)),
        ('marginal', POINTER(c_double)),
    ]


class hm_pressure(Structure):
    _fields_ = [
        ('name', c_char_p),
        ('cost', c_double),
        ('probability', c_double),
    ]


class hm_stick(Structure):
    _fields_ = [
        ('success', c_double),
        ('carrot', c_double),
        ('stick', c_double),
        ('with_stick', c_double),
        ('without', c_double),
    ]


class hm_stick_account(Structure):
    _fields_ = [
        ('expected_carrot', c_double),
        ('expected_stick', c_double),
        ('equal_at', c_double),
        ('credible', c_bool),
        ('reputation_needed', c_double),
    ]


class hm_law(Structure):
    _fields_ = [
        ('kind', c_int),
        ('low', c_double),
        ('high', c_double),
        ('mean', c_double),
        ('sd', c_double),
        ('n', c_int32),
        ('at', POINTER(c_double)),
        ('cdf', POINTER(c_double)),
        ('shift', c_double),
    ]


class hm_payment(Structure):
    _fields_ = [
        ('payment', c_double),
        ('participation', c_double),
        ('unpaid', c_double),
        ('inframarginal', c_double),
        ('cost_per_additional', c_double),
        ('gain', c_double),
        ('first_order', c_double),
        ('corner', c_bool),
        ('local_maxima', c_int32),
    ]


class hm_linkage_test(Structure):
    _fields_ = [
        ('precedent', c_double),
        ('allies', c_double),
        ('holdout', c_double),
        ('no_deal', c_double),
    ]


class hm_linkage_verdict(Structure):
    _fields_ = [
        ('gain', c_double),
        ('crowding', c_double),
        ('cost', c_double),
        ('pays', c_bool),
        ('holdout_max', c_double),
    ]


class hm_menu(Structure):
    _fields_ = [
        ('n_types', c_int32),
        ('n_actions', c_int32),
        ('probability', POINTER(c_double)),
        ('cost', POINTER(c_double)),
        ('value', POINTER(c_double)),
    ]


class hm_promise(Structure):
    _fields_ = [
        ('keep', c_double),
        ('deviate', c_double),
        ('punished', c_double),
    ]


class hm_pooling(Structure):
    _fields_ = [
        ('separate', c_double),
        ('separate_a', c_double),
        ('separate_t', c_double),
        ('linked', c_double),
    ]


class hm_monitoring(Structure):
    _fields_ = [
        ('promise', hm_promise),
        ('delta', c_double),
        ('alpha', c_double),
        ('beta', c_double),
    ]


class hm_trigger(Structure):
    _fields_ = [
        ('holds', c_bool),
        ('length', c_int32),
        ('value', c_double),
        ('deterred', c_double),
    ]


class hm_barter(Structure):
    _fields_ = [
        ('n_actions', c_int32),
        ('n_payments', c_int32),
        ('actions', POINTER(c_char_p)),
        ('payments', POINTER(c_char_p)),
        ('value', POINTER(c_double)),
        ('cost', POINTER(c_double)),
        ('payment_cost', POINTER(c_double)),
        ('worth', POINTER(c_double)),
        ('lag', c_double),
    ]


class hm_tacit(Structure):
    _fields_ = [
        ('surplus', c_double),
        ('precedent', c_double),
        ('allies', c_double),
        ('kept', c_bool),
    ]


class hm_chain(Structure):
    _fields_ = [
        ('a', c_double),
        ('b', c_double),
        ('prior', c_double),
        ('hagglers', c_int32),
    ]


class hm_chain_stage(Structure):
    _fields_ = [
        ('asks', c_double),
        ('refuses', c_double),
        ('refused_to', c_double),
    ]


class hm_chain_value(Structure):
    _fields_ = [
        ('nobody_above', c_double),
        ('value', c_double),
        ('doctrine', c_double),
    ]


class hm_follower(Structure):
    _fields_ = [
        ('stake', c_double),
        ('haggling', c_double),
        ('price', c_double),
        ('loss', c_double),
        ('years', c_double),
    ]


class hm_belief(Structure):
    _fields_ = [
        ('prior', c_double),
        ('if_payer', c_double),
        ('if_not', c_double),
    ]


class hm_ally(Structure):
    _fields_ = [
        ('belief_before', c_double),
        ('belief_after', c_double),
        ('intercept', c_double),
        ('slope', c_double),
        ('security', c_double),
        ('trade', c_double),
        ('ev', c_double),
    ]


class hm_ally_cost(Structure):
    _fields_ = [
        ('realignment', c_double),
        ('direct_harm', c_double),
        ('compensation', c_double),
    ]


class hm_unknown(Structure):
    _fields_ = [
        ('name', c_char_p),
        ('unit', c_char_p),
        ('provenance', c_char_p),
        ('low', c_double),
        ('high', c_double),
    ]


class hm_margin(Structure):
    _fields_ = [
        ('name', c_char_p),
        ('constant', c_double),
        ('slope', POINTER(c_double)),
    ]


class hm_scorecard(Structure):
    _fields_ = [
        ('sender_ev', c_double),
        ('broker_ev', c_double),
        ('broker_cost', c_double),
        ('compliance', c_double),
        ('collapse', c_double),
        ('contagion', c_double),
    ]


class hm_leverage_loss(Structure):
    _fields_ = [
        ('marginal', c_double),
        ('unpaid_after', c_double),
    ]


class hm_hazard(Structure):
    _fields_ = [
        ('name', c_char_p),
        ('compliance', c_double),
        ('collapse', c_double),
        ('cost', c_double),
    ]


class hm_prior(Structure):
    _fields_ = [
        ('kind', c_int),
        ('q05', c_double),
        ('q95', c_double),
    ]


class hm_revealed(Structure):
    _fields_ = [
        ('slack', c_double),
        ('rationalised', c_bool),
    ]


class hm_interval(Structure):
    _fields_ = [
        ('low', c_double),
        ('high', c_double),
        ('low_identified', c_bool),
        ('high_identified', c_bool),
    ]


class hm_tariff_view(Structure):
    _fields_ = [
        ('base', c_void_p),
        ('closure', c_int),
        ('settings', hm_solver_settings),
        ('verify_tolerance', c_double),
        ('n_scenarios', c_int32),
        ('scenarios', POINTER(c_void_p)),
    ]


class hm_tariff_certificate(Structure):
    _fields_ = [
        ('found', c_bool),
        ('kkt', c_double),
        ('deviation', c_double),
        ('residual', c_double),
        ('confirmed', c_bool),
        ('variables', c_int32),
        ('solves', c_int32),
        ('sweeps', c_int32),
        ('adjoints', c_int32),
        ('worst', c_char_p),
    ]


class hm_draw(Structure):
    _fields_ = [
        ('varied', c_int),
        ('number', c_int32),
        ('set', c_int32),
        ('vintage', c_int32),
        ('closure', c_int),
        ('gdp_scale', c_double),
    ]


class hm_linkage_view(Structure):
    _fields_ = [
        ('base', c_void_p),
        ('closure', c_int),
        ('settings', hm_solver_settings),
        ('verify_tolerance', c_double),
        ('n_scenarios', c_int32),
        ('scenarios', POINTER(c_void_p)),
        ('solutions', POINTER(c_void_p)),
        ('welfare', POINTER(c_void_p)),
        ('headlines_only', c_bool),
    ]


class hm_linkage_member(Structure):
    _fields_ = [
        ('facts', c_void_p),
        ('vintage', c_char_p),
        ('elasticities', c_char_p),
        ('closure', c_int),
        ('probe', c_bool),
    ]


class hm_linkage_draw(Structure):
    _fields_ = [
        ('facts', c_void_p),
        ('varied', c_char_p),
    ]


class hm_file(Structure):
    _fields_ = [
        ('name', c_char_p),
        ('bytes', c_void_p),
        ('size', c_size_t),
    ]


class hm_repairs(Structure):
    _fields_ = [
        ('own_trade', c_bool),
        ('negative_final', c_bool),
        ('negative_value_added', c_bool),
    ]


class hm_economy_extras(Structure):
    _fields_ = [
        ('n_sets', c_int32),
        ('sets', POINTER(c_void_p)),
        ('default_set', c_char_p),
        ('closure', POINTER(c_int)),
        ('digits', c_int32),
    ]


class hm_about(Structure):
    _fields_ = [
        ('labels', hm_labels),
        ('default_set', c_char_p),
        ('closure', c_int),
    ]


class hm_wide_table(Structure):
    _fields_ = [
        ('layout', c_char_p),
        ('countries', POINTER(hm_map)),
        ('sectors', POINTER(hm_map)),
        ('rate', c_double),
    ]


class hm_flow_table(Structure):
    _fields_ = [
        ('path', c_char_p),
        ('layout', c_char_p),
        ('countries', POINTER(hm_map)),
        ('sectors', POINTER(hm_map)),
        ('tariffs', c_char_p),
        ('domestic', c_char_p),
        ('year', c_int32),
        ('rate', c_double),
        ('taiwan', c_bool),
    ]


class hm_long_layout(Structure):
    _fields_ = [
        ('exporter', c_char_p),
        ('importer', c_char_p),
        ('sector', c_char_p),
        ('value', c_char_p),
        ('tariff', c_char_p),
    ]


class hm_report_name(Structure):
    _fields_ = [
        ('code', c_char_p),
        ('text', c_char_p),
    ]


class hm_report_input(Structure):
    _fields_ = [
        ('title', c_char_p),
        ('description', c_char_p),
        ('ranges', c_char_p),
        ('verified', c_char_p),
        ('missing', c_char_p),
        ('brief', c_void_p),
        ('dependence', c_void_p),
        ('concentration', c_void_p),
        ('range', c_void_p),
        ('pairs', c_void_p),
        ('industries', c_void_p),
        ('members', c_void_p),
        ('countries', POINTER(c_char_p)),
        ('n_countries', c_int32),
        ('sender', c_char_p),
        ('broker', c_char_p),
        ('target', c_char_p),
        ('names', POINTER(hm_report_name)),
        ('n_names', c_int32),
    ]


class hm_report_leverage(Structure):
    _fields_ = [
        ('tables', POINTER(c_void_p)),
        ('n_tables', c_int32),
        ('members', POINTER(c_void_p)),
        ('n_members', c_int32),
        ('target', c_char_p),
        ('sender', c_char_p),
        ('panel', c_void_p),
        ('names', POINTER(hm_report_name)),
        ('n_names', c_int32),
        ('verified', c_char_p),
    ]


FUNCTIONS = {
    'hm_account_aggregate': (c_int, [
        c_void_p,
        c_void_p,
        POINTER(hm_map),
        POINTER(hm_map),
        POINTER(hm_allow),
        c_void_p,
        POINTER(c_void_p),
    ]),
    'hm_account_balance': (c_int, [
        c_void_p,
        c_void_p,
        c_void_p,
        c_double,
        c_void_p,
        POINTER(hm_balance_result),
    ]),
    'hm_account_carve': (c_int, [
        c_void_p,
        c_void_p,
        POINTER(hm_carve),
        c_void_p,
        POINTER(c_void_p),
    ]),
    'hm_account_copy': (c_int, [
        c_void_p,
        c_void_p,
        POINTER(c_void_p),
    ]),
    'hm_account_create': (c_int, [
        c_void_p,
        POINTER(hm_labels),
        POINTER(c_void_p),
    ]),
    'hm_account_data': (POINTER(hm_account_arrays), [
        c_void_p,
    ]),
    'hm_account_free': (None, [
        c_void_p,
    ]),
    'hm_account_from_economy': (c_int, [
        c_void_p,
        c_void_p,
        POINTER(c_void_p),
    ]),
    'hm_account_labels': (POINTER(hm_labels), [
        c_void_p,
    ]),
    'hm_account_revalue': (c_int, [
        c_void_p,
        c_void_p,
        c_int32,
        c_double,
        POINTER(c_double),
        POINTER(c_double),
    ]),
    'hm_account_split_parts': (c_int, [
        c_void_p,
        c_void_p,
        POINTER(hm_sector_parts),
        c_void_p,
        POINTER(c_void_p),
    ]),
    'hm_account_split_sectors': (c_int, [
        c_void_p,
        c_void_p,
        POINTER(hm_map),
        c_void_p,
        c_void_p,
        POINTER(c_void_p),
    ]),
    'hm_account_take_tariffs': (c_int, [
        c_void_p,
        c_void_p,
        c_void_p,
        c_void_p,
    ]),
    'hm_account_to_economy': (c_int, [
        c_void_p,
        c_void_p,
        POINTER(hm_labels),
        POINTER(c_void_p),
    ]),
    'hm_adjustment_check': (c_int, [
        c_void_p,
        c_void_p,
        POINTER(c_char_p),
        c_int32,
    ]),
    'hm_adjustment_create': (c_int, [
        c_void_p,
        c_void_p,
        POINTER(c_char_p),
        c_int32,
        POINTER(c_void_p),
    ]),
    'hm_adjustment_free': (None, [
        c_void_p,
    ]),
    'hm_adjustment_half_life': (c_double, [
        c_void_p,
    ]),
    'hm_adjustment_set': (c_char_p, [
        c_void_p,
        c_bool,
    ]),
    'hm_adjustment_stages': (c_int32, [
        c_void_p,
    ]),
    'hm_adjustment_wants': (c_bool, [
        c_void_p,
        c_char_p,
    ]),
    'hm_adjustment_weight': (c_double, [
        c_void_p,
        c_int32,
    ]),
    'hm_adjustment_years': (c_double, [
        c_void_p,
        c_int32,
    ]),
    'hm_ally_evaluate': (c_int, [
        c_void_p,
        POINTER(hm_ally),
        c_int32,
        c_double,
        POINTER(hm_ally_cost),
    ]),
    'hm_assumption_name': (c_char_p, [
        c_int,
    ]),
    'hm_bargain_frontier': (c_int, [
        c_void_p,
        POINTER(hm_frontier),
        POINTER(hm_talks),
        POINTER(hm_deal),
    ]),
    'hm_bargain_lottery': (c_int, [
        c_void_p,
        POINTER(hm_points),
        POINTER(hm_talks),
        POINTER(c_double),
        POINTER(hm_deal),
    ]),
    'hm_bargain_name': (c_char_p, [
        c_int,
    ]),
    'hm_bargain_pure': (c_int, [
        c_void_p,
        POINTER(hm_points),
        POINTER(hm_talks),
        POINTER(hm_deal),
    ]),
    'hm_barter_table': (c_int, [
        c_void_p,
        POINTER(hm_barter),
        POINTER(c_double),
        c_int32,
        POINTER(c_void_p),
    ]),
    'hm_belief_after': (c_int, [
        c_void_p,
        POINTER(hm_belief),
        POINTER(c_double),
    ]),
    'hm_break_even_line': (c_int, [
        c_void_p,
        POINTER(hm_margin),
        POINTER(hm_unknown),
        c_int32,
        c_int32,
        POINTER(c_int32),
        POINTER(c_int32),
        POINTER(c_void_p),
    ]),
    'hm_break_even_table': (c_int, [
        c_void_p,
        POINTER(hm_margin),
        POINTER(hm_unknown),
        c_int32,
        POINTER(c_void_p),
    ]),
    'hm_case_block': (c_void_p, [
        c_void_p,
        c_char_p,
    ]),
    'hm_case_closure': (c_bool, [
        c_void_p,
        POINTER(c_int),
    ]),
    'hm_case_description': (c_char_p, [
        c_void_p,
    ]),
    'hm_case_economy': (c_char_p, [
        c_void_p,
    ]),
    'hm_case_elasticity_set': (c_char_p, [
        c_void_p,
        c_int32,
    ]),
    'hm_case_elasticity_sets': (c_int32, [
        c_void_p,
    ]),
    'hm_case_file': (c_char_p, [
        c_void_p,
        c_int32,
        POINTER(c_void_p),
    ]),
    'hm_case_files': (c_int32, [
        c_void_p,
    ]),
    'hm_case_free': (None, [
        c_void_p,
    ]),
    'hm_case_name': (c_char_p, [
        c_void_p,
    ]),
    'hm_case_read': (c_int, [
        c_void_p,
        c_char_p,
        POINTER(c_void_p),
    ]),
    'hm_case_read_memory': (c_int, [
        c_void_p,
        c_char_p,
        POINTER(hm_file),
        c_int32,
        POINTER(c_void_p),
    ]),
    'hm_case_scenario': (c_void_p, [
        c_void_p,
        c_int32,
    ]),
    'hm_case_scenarios': (c_int32, [
        c_void_p,
    ]),
    'hm_case_settings': (hm_solver_settings, [
        c_void_p,
    ]),
    'hm_case_vintage': (c_char_p, [
        c_void_p,
        c_int32,
    ]),
    'hm_case_vintages': (c_int32, [
        c_void_p,
    ]),
    'hm_chain_at': (c_int, [
        c_void_p,
        POINTER(hm_chain),
        c_int32,
        c_double,
        POINTER(hm_chain_stage),
    ]),
    'hm_chain_evaluate': (c_int, [
        c_void_p,
        POINTER(hm_chain),
        POINTER(hm_chain_value),
    ]),
    'hm_chain_game': (c_int, [
        c_void_p,
        POINTER(hm_chain),
        POINTER(c_void_p),
    ]),
    'hm_chain_table': (c_int, [
        c_void_p,
        POINTER(hm_chain),
        POINTER(c_void_p),
    ]),
    'hm_closure_name': (c_char_p, [
        c_int,
    ]),
    'hm_closure_parse': (c_int, [
        c_char_p,
        POINTER(c_int),
    ]),
    'hm_club_game': (c_int, [
        c_void_p,
        c_int32,
        POINTER(c_char_p),
        POINTER(c_double),
        POINTER(c_void_p),
    ]),
    'hm_club_settle': (c_int, [
        c_void_p,
        c_int32,
        POINTER(c_double),
        POINTER(hm_club),
    ]),
    'hm_collapse_table': (c_int, [
        c_void_p,
        POINTER(hm_hazard),
        c_int32,
        c_double,
        POINTER(c_void_p),
    ]),
    'hm_contagion_loss': (c_int, [
        c_void_p,
        c_double,
        c_double,
        c_double,
        POINTER(c_double),
    ]),
    'hm_context_cancel': (None, [
        c_void_p,
    ]),
    'hm_context_canceled': (c_bool, [
        c_void_p,
    ]),
    'hm_context_create': (c_int, [
        POINTER(hm_allocator),
        POINTER(c_void_p),
    ]),
    'hm_context_free': (None, [
        c_void_p,
    ]),
    'hm_context_message': (c_char_p, [
        c_void_p,
    ]),
    'hm_context_set_log': (None, [
        c_void_p,
        c_void_p,
        c_void_p,
    ]),
    'hm_deal_table': (c_int, [
        c_void_p,
        POINTER(c_void_p),
        c_int32,
        POINTER(c_char_p),
        POINTER(c_void_p),
    ]),
    'hm_economy_between': (c_int, [
        c_void_p,
        c_void_p,
        POINTER(hm_elasticities),
        POINTER(hm_elasticities),
        c_double,
        POINTER(c_void_p),
    ]),
    'hm_economy_country': (c_int32, [
        c_void_p,
        c_char_p,
    ]),
    'hm_economy_data': (POINTER(hm_economy_arrays), [
        c_void_p,
    ]),
    'hm_economy_elasticities': (POINTER(hm_elasticities), [
        c_void_p,
    ]),
    'hm_economy_folder_closure': (c_int, [
        c_void_p,
    ]),
    'hm_economy_folder_default_set': (c_char_p, [
        c_void_p,
    ]),
    'hm_economy_folder_economy': (c_void_p, [
        c_void_p,
    ]),
    'hm_economy_folder_file': (c_char_p, [
        c_void_p,
        c_int32,
        POINTER(c_void_p),
    ]),
    'hm_economy_folder_files': (c_int32, [
        c_void_p,
    ]),
    'hm_economy_folder_find_set': (POINTER(hm_elasticities), [
        c_void_p,
        c_char_p,
    ]),
    'hm_economy_folder_free': (None, [
        c_void_p,
    ]),
    'hm_economy_folder_note': (c_char_p, [
        c_void_p,
        c_int32,
    ]),
    'hm_economy_folder_set': (POINTER(hm_elasticities), [
        c_void_p,
        c_int32,
    ]),
    'hm_economy_folder_sets': (c_int32, [
        c_void_p,
    ]),
    'hm_economy_free': (None, [
        c_void_p,
    ]),
    'hm_economy_from_flows': (c_int, [
        c_void_p,
        POINTER(hm_labels),
        POINTER(hm_economy_flows),
        POINTER(hm_elasticities),
        POINTER(c_void_p),
    ]),
    'hm_economy_from_shares': (c_int, [
        c_void_p,
        POINTER(hm_labels),
        POINTER(hm_economy_arrays),
        POINTER(hm_elasticities),
        POINTER(c_void_p),
    ]),
    'hm_economy_in_group': (c_bool, [
        c_void_p,
        c_int32,
        c_char_p,
    ]),
    'hm_economy_labels': (POINTER(hm_labels), [
        c_void_p,
    ]),
    'hm_economy_read': (c_int, [
        c_void_p,
        c_char_p,
        POINTER(hm_repairs),
        POINTER(c_void_p),
    ]),
    'hm_economy_read_memory': (c_int, [
        c_void_p,
        c_char_p,
        POINTER(hm_file),
        c_int32,
        POINTER(hm_repairs),
        POINTER(c_void_p),
    ]),
    'hm_economy_sector': (c_int32, [
        c_void_p,
        c_char_p,
    ]),
    'hm_economy_with_arrays': (c_int, [
        c_void_p,
        c_void_p,
        POINTER(hm_economy_arrays),
        POINTER(c_void_p),
    ]),
    'hm_economy_with_elasticities': (c_int, [
        c_void_p,
        c_void_p,
        POINTER(hm_elasticities),
        POINTER(c_void_p),
    ]),
    'hm_economy_write': (c_int, [
        c_void_p,
        c_void_p,
        c_char_p,
    ]),
    'hm_economy_write_with': (c_int, [
        c_void_p,
        c_void_p,
        POINTER(hm_economy_extras),
        c_char_p,
    ]),
    'hm_elasticities_draw': (None, [
        POINTER(hm_elasticities),
        c_int32,
        c_double,
        POINTER(hm_random),
        POINTER(c_double),
        POINTER(c_double),
    ]),
    'hm_equilibrium_calibrate': (c_int, [
        c_void_p,
        c_void_p,
        c_int,
        POINTER(hm_solver_settings),
        POINTER(c_void_p),
        POINTER(c_double),
    ]),
    'hm_equilibrium_verify': (c_int, [
        c_void_p,
        c_void_p,
        c_int,
        c_void_p,
        c_void_p,
        c_double,
        POINTER(hm_verification),
    ]),
    'hm_exchange_deficit': (c_int, [
        c_void_p,
        POINTER(hm_law),
        POINTER(hm_law),
        POINTER(c_double),
        POINTER(c_bool),
    ]),
    'hm_frontier_sample': (c_int, [
        c_void_p,
        POINTER(hm_frontier),
        c_int32,
        POINTER(c_double),
    ]),
    'hm_import_cp2015': (c_int, [
        c_void_p,
        POINTER(hm_flow_table),
        POINTER(hm_allow),
        c_void_p,
        POINTER(c_void_p),
        POINTER(c_void_p),
    ]),
    'hm_import_flows': (c_int, [
        c_void_p,
        POINTER(hm_flow_table),
        POINTER(hm_allow),
        c_void_p,
        POINTER(c_void_p),
    ]),
    'hm_import_long': (c_int, [
        c_void_p,
        c_char_p,
        POINTER(hm_long_layout),
        POINTER(hm_map),
        POINTER(hm_map),
        POINTER(hm_allow),
        c_void_p,
        POINTER(c_void_p),
    ]),
    'hm_import_partial': (c_int, [
        c_void_p,
        POINTER(hm_flow_table),
        c_double,
        POINTER(c_void_p),
    ]),
    'hm_import_wide': (c_int, [
        c_void_p,
        c_char_p,
        POINTER(hm_wide_table),
        POINTER(hm_allow),
        c_void_p,
        POINTER(c_void_p),
    ]),
    'hm_import_wiod2013': (c_int, [
        c_void_p,
        c_char_p,
        POINTER(hm_map),
        POINTER(hm_map),
        c_void_p,
        POINTER(c_void_p),
    ]),
    'hm_json_boolean': (None, [
        c_void_p,
        c_char_p,
        c_bool,
    ]),
    'hm_json_close': (None, [
        c_void_p,
    ]),
    'hm_json_create': (c_int, [
        c_void_p,
        POINTER(c_void_p),
    ]),
    'hm_json_finish': (c_int, [
        c_void_p,
        POINTER(c_void_p),
    ]),
    'hm_json_free': (None, [
        c_void_p,
    ]),
    'hm_json_number': (None, [
        c_void_p,
        c_char_p,
        c_double,
    ]),
    'hm_json_open_list': (None, [
        c_void_p,
        c_char_p,
    ]),
    'hm_json_open_map': (None, [
        c_void_p,
        c_char_p,
    ]),
    'hm_json_text': (None, [
        c_void_p,
        c_char_p,
        c_char_p,
    ]),
    'hm_law_cdf': (c_double, [
        POINTER(hm_law),
        c_double,
    ]),
    'hm_law_check': (c_int, [
        c_void_p,
        POINTER(hm_law),
    ]),
    'hm_law_density': (c_double, [
        POINTER(hm_law),
        c_double,
    ]),
    'hm_ledger_create': (c_int, [
        c_void_p,
        POINTER(c_void_p),
    ]),
    'hm_leverage_check': (c_int, [
        c_void_p,
        c_void_p,
        c_void_p,
    ]),
    'hm_leverage_concentration': (c_int, [
        c_void_p,
        c_void_p,
        POINTER(c_void_p),
    ]),
    'hm_leverage_create': (c_int, [
        c_void_p,
        c_void_p,
        POINTER(c_void_p),
    ]),
    'hm_leverage_dependence': (c_int, [
        c_void_p,
        c_void_p,
        POINTER(c_void_p),
    ]),
    'hm_leverage_essentials': (c_int, [
        c_void_p,
        c_void_p,
        c_int32,
        c_int32,
        POINTER(c_void_p),
    ]),
    'hm_leverage_flow': (c_double, [
        c_void_p,
        c_int32,
        c_int32,
    ]),
    'hm_leverage_free': (None, [
        c_void_p,
    ]),
    'hm_leverage_given': (c_int, [
        c_void_p,
        c_double,
        c_double,
        c_double,
        POINTER(hm_leverage_loss),
    ]),
    'hm_leverage_panel': (c_char_p, [
        c_void_p,
    ]),
    'hm_leverage_plan_create': (c_int, [
        c_void_p,
        c_void_p,
        c_void_p,
        c_int,
        c_bool,
        POINTER(c_void_p),
    ]),
    'hm_leverage_plan_free': (None, [
        c_void_p,
    ]),
    'hm_leverage_plan_outcome': (c_bool, [
        c_void_p,
        c_int32,
        POINTER(c_int),
        POINTER(c_double),
    ]),
    'hm_leverage_plan_size': (c_int32, [
        c_void_p,
    ]),
    'hm_leverage_plan_solve': (c_int, [
        c_void_p,
        c_void_p,
        c_int32,
        c_void_p,
        c_double,
    ]),
    'hm_leverage_plan_table': (c_int, [
        c_void_p,
        c_void_p,
        c_int32,
        POINTER(c_void_p),
    ]),
    'hm_leverage_sector_flow': (c_double, [
        c_void_p,
        c_int32,
        c_int32,
        c_int32,
    ]),
    'hm_leverage_sender': (c_char_p, [
        c_void_p,
        c_int32,
    ]),
    'hm_leverage_target': (c_char_p, [
        c_void_p,
        c_int32,
    ]),
    'hm_linkage_brief': (c_int, [
        c_void_p,
        c_void_p,
        POINTER(hm_linkage_member),
        c_int32,
        c_void_p,
        POINTER(c_void_p),
    ]),
    'hm_linkage_broker': (c_char_p, [
        c_void_p,
    ]),
    'hm_linkage_check': (c_int, [
        c_void_p,
        c_void_p,
        c_void_p,
    ]),
    'hm_linkage_country': (c_char_p, [
        c_void_p,
        c_int32,
    ]),
    'hm_linkage_create': (c_int, [
        c_void_p,
        c_void_p,
        POINTER(c_char_p),
        c_int32,
        POINTER(c_void_p),
    ]),
    'hm_linkage_evaluate': (c_int, [
        c_void_p,
        c_void_p,
        POINTER(hm_linkage_view),
        POINTER(c_void_p),
    ]),
    'hm_linkage_first_order': (c_int, [
        c_void_p,
        c_void_p,
        POINTER(hm_linkage_view),
        c_void_p,
        c_void_p,
        c_double,
        POINTER(c_void_p),
    ]),
    'hm_linkage_free': (None, [
        c_void_p,
    ]),
    'hm_linkage_is_pressure': (c_bool, [
        c_void_p,
        c_char_p,
    ]),
    'hm_linkage_needs': (c_bool, [
        c_void_p,
        c_char_p,
    ]),
    'hm_linkage_parties': (c_int32, [
        c_void_p,
    ]),
    'hm_linkage_sender': (c_char_p, [
        c_void_p,
    ]),
    'hm_linkage_strongest': (c_char_p, [
        c_void_p,
    ]),
    'hm_linkage_target': (c_char_p, [
        c_void_p,
    ]),
    'hm_linkage_test_evaluate': (c_int, [
        c_void_p,
        POINTER(hm_law),
        c_double,
        POINTER(hm_linkage_test),
        POINTER(hm_linkage_verdict),
    ]),
    'hm_linkage_test_sweep': (c_int, [
        c_void_p,
        POINTER(hm_law),
        c_double,
        POINTER(hm_linkage_test),
        c_int32,
        POINTER(c_double),
        POINTER(c_double),
        POINTER(c_void_p),
    ]),
    'hm_linkage_uncertainty': (c_int, [
        c_void_p,
        c_void_p,
        POINTER(hm_linkage_draw),
        c_int32,
        POINTER(c_char_p),
        c_int32,
        POINTER(c_void_p),
    ]),
    'hm_linked_choice': (c_int32, [
        c_void_p,
        c_int32,
        c_int32,
    ]),
    'hm_linked_create': (c_int, [
        c_void_p,
        POINTER(hm_issue),
        c_int32,
        POINTER(hm_points),
        c_uint32,
        POINTER(c_void_p),
    ]),
    'hm_linked_free': (None, [
        c_void_p,
    ]),
    'hm_linked_separate': (hm_points, [
        c_void_p,
    ]),
    'hm_linked_subsets': (c_int, [
        c_void_p,
        POINTER(hm_issue),
        c_int32,
        POINTER(c_void_p),
        POINTER(hm_talks),
        POINTER(c_char_p),
        POINTER(c_void_p),
    ]),
    'hm_linked_threat': (POINTER(c_double), [
        c_void_p,
    ]),
    'hm_linked_together': (hm_points, [
        c_void_p,
    ]),
    'hm_linked_value': (c_int, [
        c_void_p,
        c_void_p,
        POINTER(hm_talks),
        c_bool,
        POINTER(hm_linkage_value),
    ]),
    'hm_margin_value': (c_double, [
        POINTER(hm_margin),
        POINTER(c_double),
        c_int32,
    ]),
    'hm_measure_kind_name': (c_char_p, [
        c_int,
    ]),
    'hm_measure_kind_parse': (c_int, [
        c_char_p,
        POINTER(c_int),
    ]),
    'hm_menu_solve': (c_int, [
        c_void_p,
        POINTER(hm_menu),
        POINTER(c_double),
        POINTER(c_double),
        POINTER(c_double),
        POINTER(c_double),
    ]),
    'hm_node_find': (c_void_p, [
        c_void_p,
        c_char_p,
    ]),
    'hm_node_get_kind': (c_int, [
        c_void_p,
    ]),
    'hm_node_item': (c_void_p, [
        c_void_p,
        c_int32,
    ]),
    'hm_node_key': (c_char_p, [
        c_void_p,
        c_int32,
    ]),
    'hm_node_place': (c_char_p, [
        c_void_p,
    ]),
    'hm_node_size': (c_int32, [
        c_void_p,
    ]),
    'hm_node_text': (c_char_p, [
        c_void_p,
    ]),
    'hm_objective_clear': (None, [
        c_void_p,
        POINTER(hm_objective),
    ]),
    'hm_objective_create': (c_int, [
        c_void_p,
        c_void_p,
        c_bool,
        POINTER(c_void_p),
    ]),
    'hm_objective_free': (None, [
        c_void_p,
        POINTER(hm_objective),
    ]),
    'hm_outcome_name': (c_char_p, [
        c_int,
    ]),
    'hm_outcome_text': (c_char_p, [
        c_int,
    ]),
    'hm_panel_read': (c_int, [
        c_void_p,
        c_char_p,
        POINTER(c_void_p),
    ]),
    'hm_payment_at': (c_int, [
        c_void_p,
        POINTER(hm_law),
        c_double,
        c_double,
        POINTER(hm_payment),
    ]),
    'hm_payment_best': (c_int, [
        c_void_p,
        POINTER(hm_law),
        c_double,
        POINTER(hm_payment),
    ]),
    'hm_payment_game': (c_int, [
        c_void_p,
        POINTER(hm_law),
        c_double,
        POINTER(c_double),
        c_int32,
        c_int32,
        POINTER(c_void_p),
    ]),
    'hm_payoffs_band': (hm_payoff_band, [
        c_void_p,
        hm_payoff_cell,
    ]),
    'hm_payoffs_certificate': (c_double, [
        c_void_p,
        hm_payoff_cell,
    ]),
    'hm_payoffs_class': (c_char, [
        c_void_p,
        hm_payoff_cell,
    ]),
    'hm_payoffs_find': (c_int32, [
        c_void_p,
        c_int,
        c_char_p,
    ]),
    'hm_payoffs_free': (None, [
        c_void_p,
    ]),
    'hm_payoffs_from_table': (c_int, [
        c_void_p,
        c_void_p,
        POINTER(c_void_p),
    ]),
    'hm_payoffs_game': (c_int, [
        c_void_p,
        c_void_p,
        c_int32,
        POINTER(hm_security),
        c_int32,
        c_int32,
        POINTER(c_void_p),
    ]),
    'hm_payoffs_name': (c_char_p, [
        c_void_p,
        c_int,
        c_int32,
    ]),
    'hm_payoffs_points': (c_int, [
        c_void_p,
        c_void_p,
        c_int32,
        POINTER(hm_security),
        POINTER(c_double),
        POINTER(c_int32),
        POINTER(c_int32),
    ]),
    'hm_payoffs_size': (c_int32, [
        c_void_p,
        c_int,
    ]),
    'hm_payoffs_to_table': (c_int, [
        c_void_p,
        c_void_p,
        POINTER(c_void_p),
    ]),
    'hm_payoffs_value': (c_double, [
        c_void_p,
        hm_payoff_cell,
    ]),
    'hm_precedent_cost': (c_int, [
        c_void_p,
        POINTER(hm_follower),
        c_int32,
        c_double,
        c_double,
        c_double,
        c_double,
        POINTER(c_double),
        POINTER(c_int32),
    ]),
    'hm_precedent_followers': (c_int, [
        c_void_p,
        c_double,
        c_double,
        POINTER(c_double),
    ]),
    'hm_price_at': (c_int, [
        c_void_p,
        POINTER(hm_price_curve),
        c_double,
        POINTER(c_double),
        POINTER(c_double),
        POINTER(c_bool),
    ]),
    'hm_price_capacity': (c_int, [
        c_void_p,
        POINTER(hm_price_curve),
        c_double,
        POINTER(c_double),
    ]),
    'hm_price_leakage': (c_int, [
        c_void_p,
        c_int32,
        POINTER(c_double),
        c_double,
        POINTER(c_double),
    ]),
    'hm_price_table': (c_int, [
        c_void_p,
        POINTER(hm_pressure),
        c_int32,
        POINTER(hm_price_curve),
        c_int32,
        POINTER(c_double),
        c_int32,
        POINTER(c_void_p),
    ]),
    'hm_promise_delta': (c_int, [
        c_void_p,
        POINTER(hm_promise),
        c_int32,
        c_double,
        POINTER(c_double),
    ]),
    'hm_promise_game': (c_int, [
        c_void_p,
        POINTER(hm_promise),
        POINTER(c_char_p),
        POINTER(c_void_p),
    ]),
    'hm_promise_pool': (c_int, [
        c_void_p,
        POINTER(hm_promise),
        POINTER(hm_promise),
        c_int32,
        c_double,
        POINTER(hm_pooling),
    ]),
    'hm_random_below': (c_int32, [
        POINTER(hm_random),
        c_int32,
    ]),
    'hm_random_bits': (c_uint64, [
        POINTER(hm_random),
    ]),
    'hm_random_normal': (c_double, [
        POINTER(hm_random),
    ]),
    'hm_random_range': (c_double, [
        POINTER(hm_random),
        c_double,
        c_double,
    ]),
    'hm_random_seed': (hm_random, [
        c_uint64,
    ]),
    'hm_random_uniform': (c_double, [
        POINTER(hm_random),
    ]),
    'hm_recipe_about': (c_int, [
        c_void_p,
        c_char_p,
        POINTER(hm_about),
    ]),
    'hm_recipe_carve': (c_int, [
        c_void_p,
        c_char_p,
        POINTER(hm_labels),
        c_char_p,
        POINTER(hm_carve),
    ]),
    'hm_recipe_create': (c_int, [
        c_void_p,
        POINTER(c_void_p),
    ]),
    'hm_recipe_free': (None, [
        c_void_p,
    ]),
    'hm_recipe_map': (c_int, [
        c_void_p,
        c_char_p,
        POINTER(hm_map),
    ]),
    'hm_recipe_parts': (c_int, [
        c_void_p,
        c_char_p,
        POINTER(hm_labels),
        POINTER(hm_sector_parts),
    ]),
    'hm_recipe_sets': (c_int, [
        c_void_p,
        c_char_p,
        POINTER(hm_labels),
        POINTER(c_void_p),
        POINTER(c_int32),
    ]),
    'hm_region_probability': (c_int, [
        c_void_p,
        POINTER(hm_margin),
        c_int32,
        POINTER(hm_unknown),
        POINTER(hm_prior),
        c_int32,
        c_uint64,
        c_int32,
        POINTER(c_double),
        POINTER(c_double),
    ]),
    'hm_region_vertices': (c_int, [
        c_void_p,
        POINTER(hm_margin),
        c_int32,
        POINTER(hm_unknown),
        c_int32,
        POINTER(c_void_p),
    ]),
    'hm_report_brief': (c_int, [
        c_void_p,
        POINTER(hm_report_input),
        POINTER(c_void_p),
    ]),
    'hm_report_leverage_pages': (c_int, [
        c_void_p,
        POINTER(hm_report_leverage),
        POINTER(c_void_p),
    ]),
    'hm_report_table': (c_int, [
        c_void_p,
        c_void_p,
        c_int32,
        POINTER(c_void_p),
    ]),
    'hm_report_tables': (c_int, [
        c_void_p,
        POINTER(hm_report_input),
        POINTER(c_void_p),
    ]),
    'hm_reserves_check': (c_int, [
        c_void_p,
        c_void_p,
        c_void_p,
    ]),
    'hm_reserves_count': (c_int32, [
        c_void_p,
    ]),
    'hm_reserves_country': (c_char_p, [
        c_void_p,
        c_int32,
    ]),
    'hm_reserves_create': (c_int, [
        c_void_p,
        c_void_p,
        POINTER(c_void_p),
    ]),
    'hm_reserves_free': (None, [
        c_void_p,
    ]),
    'hm_reserves_runway': (c_double, [
        c_double,
        c_double,
    ]),
    'hm_reserves_stock': (c_double, [
        c_void_p,
        c_int32,
    ]),
    'hm_results_abandon': (None, [
        c_void_p,
    ]),
    'hm_results_begin': (c_int, [
        c_void_p,
        c_char_p,
        POINTER(c_void_p),
    ]),
    'hm_results_commit': (c_int, [
        c_void_p,
    ]),
    'hm_results_table': (c_int, [
        c_void_p,
        c_char_p,
        c_void_p,
    ]),
    'hm_results_text': (c_int, [
        c_void_p,
        c_char_p,
        c_char_p,
    ]),
    'hm_revealed_interior': (c_int, [
        c_void_p,
        c_double,
        c_double,
        POINTER(c_double),
    ]),
    'hm_revealed_interval': (c_int, [
        c_void_p,
        POINTER(hm_margin),
        c_int32,
        POINTER(hm_unknown),
        c_int32,
        POINTER(c_double),
        POINTER(hm_interval),
    ]),
    'hm_revealed_slack': (c_int, [
        c_void_p,
        POINTER(hm_margin),
        c_int32,
        POINTER(hm_unknown),
        c_int32,
        POINTER(c_double),
        POINTER(hm_revealed),
    ]),
    'hm_revealed_table': (c_int, [
        c_void_p,
        POINTER(hm_margin),
        c_int32,
        POINTER(hm_unknown),
        c_int32,
        POINTER(c_void_p),
    ]),
    'hm_rubinstein_frontier': (c_int, [
        c_void_p,
        POINTER(hm_frontier),
        POINTER(c_double),
        POINTER(c_double),
        c_int32,
        POINTER(hm_deal),
    ]),
    'hm_rubinstein_share': (c_int, [
        c_void_p,
        c_double,
        c_double,
        POINTER(c_double),
    ]),
    'hm_rubinstein_weights': (c_int, [
        c_void_p,
        c_int32,
        POINTER(c_double),
        POINTER(c_double),
    ]),
    'hm_rule_name': (c_char_p, [
        c_int,
    ]),
    'hm_rule_parse': (c_int, [
        c_char_p,
        POINTER(c_int),
    ]),
    'hm_scenario_add': (c_int, [
        c_void_p,
        POINTER(hm_measure),
    ]),
    'hm_scenario_create': (c_int, [
        c_void_p,
        c_char_p,
        c_char_p,
        POINTER(c_void_p),
    ]),
    'hm_scenario_description': (c_char_p, [
        c_void_p,
    ]),
    'hm_scenario_extend': (c_int, [
        c_void_p,
        c_void_p,
    ]),
    'hm_scenario_free': (None, [
        c_void_p,
    ]),
    'hm_scenario_measure': (POINTER(hm_measure), [
        c_void_p,
        c_int32,
    ]),
    'hm_scenario_name': (c_char_p, [
        c_void_p,
    ]),
    'hm_scenario_size': (c_int32, [
        c_void_p,
    ]),
    'hm_scorecard_margins': (c_int, [
        c_void_p,
        POINTER(hm_scorecard),
        POINTER(c_double),
        POINTER(c_double),
        POINTER(hm_margin),
        POINTER(hm_margin),
    ]),
    'hm_sensitivity_add_export_earnings': (c_int, [
        c_void_p,
        c_int32,
        c_int32,
        c_double,
        POINTER(hm_objective),
    ]),
    'hm_sensitivity_add_factor_income': (c_int, [
        c_void_p,
        c_int32,
        c_double,
        POINTER(hm_objective),
    ]),
    'hm_sensitivity_add_government_revenue': (c_int, [
        c_void_p,
        c_int32,
        c_double,
        POINTER(hm_objective),
    ]),
    'hm_sensitivity_add_import_quantity': (c_int, [
        c_void_p,
        c_int32,
        c_int32,
        c_int32,
        c_double,
        POINTER(hm_objective),
    ]),
    'hm_sensitivity_add_imports': (c_int, [
        c_void_p,
        c_int32,
        c_int32,
        c_int32,
        c_double,
        POINTER(hm_objective),
    ]),
    'hm_sensitivity_add_output': (c_int, [
        c_void_p,
        c_int32,
        c_int32,
        c_double,
        POINTER(hm_objective),
    ]),
    'hm_sensitivity_add_real_domestic_income': (c_int, [
        c_void_p,
        c_int32,
        c_double,
        POINTER(hm_objective),
    ]),
    'hm_sensitivity_add_real_income': (c_int, [
        c_void_p,
        c_int32,
        c_double,
        POINTER(hm_objective),
    ]),
    'hm_sensitivity_add_real_income_musd': (c_int, [
        c_void_p,
        c_int32,
        c_double,
        POINTER(hm_objective),
    ]),
    'hm_sensitivity_add_tariff_revenue': (c_int, [
        c_void_p,
        c_int32,
        c_double,
        POINTER(hm_objective),
    ]),
    'hm_sensitivity_adjoint': (c_int, [
        c_void_p,
        POINTER(hm_objective),
        POINTER(hm_gradient),
    ]),
    'hm_sensitivity_adjoints': (c_int, [
        c_void_p,
        c_int32,
        POINTER(c_void_p),
        POINTER(c_void_p),
    ]),
    'hm_sensitivity_at': (c_int, [
        c_void_p,
        c_void_p,
        c_void_p,
    ]),
    'hm_sensitivity_create': (c_int, [
        c_void_p,
        c_void_p,
        c_int,
        POINTER(c_void_p),
    ]),
    'hm_sensitivity_free': (None, [
        c_void_p,
    ]),
    'hm_sensitivity_friends': (c_int, [
        c_void_p,
        POINTER(c_double),
        POINTER(c_double),
    ]),
    'hm_sensitivity_get_cost': (hm_sensitivity_cost, [
        c_void_p,
    ]),
    'hm_sensitivity_tangent': (c_int, [
        c_void_p,
        POINTER(hm_direction),
        POINTER(hm_tangent),
    ]),
    'hm_settings_free': (None, [
        c_void_p,
    ]),
    'hm_settings_parse': (c_int, [
        c_void_p,
        c_char_p,
        c_void_p,
        c_size_t,
        POINTER(c_void_p),
    ]),
    'hm_sha256_hex': (None, [
        c_void_p,
        c_size_t,
        c_void_p,
    ]),
    'hm_shock_create': (c_int, [
        c_void_p,
        c_void_p,
        c_void_p,
        POINTER(c_void_p),
    ]),
    'hm_shock_data': (POINTER(hm_shock_arrays), [
        c_void_p,
    ]),
    'hm_shock_fix_rents': (c_int, [
        c_void_p,
        c_void_p,
        c_void_p,
        POINTER(c_double),
        POINTER(c_void_p),
    ]),
    'hm_shock_free': (None, [
        c_void_p,
    ]),
    'hm_shock_from_arrays': (c_int, [
        c_void_p,
        c_void_p,
        POINTER(hm_shock_arrays),
        POINTER(c_void_p),
    ]),
    'hm_solution_certificate': (POINTER(hm_certificate), [
        c_void_p,
    ]),
    'hm_solution_create': (c_int, [
        c_void_p,
        c_void_p,
        POINTER(c_void_p),
    ]),
    'hm_solution_data': (POINTER(hm_solution_arrays), [
        c_void_p,
    ]),
    'hm_solution_free': (None, [
        c_void_p,
    ]),
    'hm_solution_set': (None, [
        c_void_p,
        POINTER(hm_solution_arrays),
    ]),
    'hm_solution_shares': (None, [
        c_void_p,
        c_void_p,
        c_void_p,
        POINTER(c_double),
    ]),
    'hm_solution_value_added': (None, [
        c_void_p,
        c_void_p,
        POINTER(c_double),
    ]),
    'hm_solver_bytes': (c_double, [
        c_void_p,
    ]),
    'hm_solver_create': (c_int, [
        c_void_p,
        c_void_p,
        c_int,
        POINTER(hm_solver_settings),
        POINTER(c_void_p),
    ]),
    'hm_solver_free': (None, [
        c_void_p,
    ]),
    'hm_solver_settings_check': (c_int, [
        c_void_p,
        POINTER(hm_solver_settings),
    ]),
    'hm_solver_settings_default': (hm_solver_settings, [
    ]),
    'hm_solver_solve': (c_int, [
        c_void_p,
        c_void_p,
        c_void_p,
        c_void_p,
    ]),
    'hm_status_name': (c_char_p, [
        c_int,
    ]),
    'hm_status_text': (c_char_p, [
        c_int,
    ]),
    'hm_stick_evaluate': (c_int, [
        c_void_p,
        POINTER(hm_stick),
        POINTER(hm_stick_account),
    ]),
    'hm_table_add_column': (c_int, [
        c_void_p,
        c_char_p,
        c_int,
    ]),
    'hm_table_add_row': (c_int, [
        c_void_p,
    ]),
    'hm_table_column_name': (c_char_p, [
        c_void_p,
        c_int32,
    ]),
    'hm_table_column_type': (c_int, [
        c_void_p,
        c_int32,
    ]),
    'hm_table_columns': (c_int32, [
        c_void_p,
    ]),
    'hm_table_create': (c_int, [
        c_void_p,
        c_char_p,
        POINTER(c_void_p),
    ]),
    'hm_table_find': (c_int32, [
        c_void_p,
        c_char_p,
    ]),
    'hm_table_free': (None, [
        c_void_p,
    ]),
    'hm_table_from_csv': (c_int, [
        c_void_p,
        POINTER(hm_file),
        c_char_p,
        POINTER(c_char_p),
        POINTER(c_int),
        c_int32,
        POINTER(c_void_p),
    ]),
    'hm_table_name': (c_char_p, [
        c_void_p,
    ]),
    'hm_table_number': (c_double, [
        c_void_p,
        c_int32,
        c_int32,
    ]),
    'hm_table_rows': (c_int32, [
        c_void_p,
    ]),
    'hm_table_set_number': (None, [
        c_void_p,
        c_int32,
        c_double,
    ]),
    'hm_table_set_text': (c_int, [
        c_void_p,
        c_int32,
        c_char_p,
    ]),
    'hm_table_text': (c_char_p, [
        c_void_p,
        c_int32,
        c_int32,
    ]),
    'hm_table_to_csv': (c_int, [
        c_void_p,
        c_void_p,
        POINTER(c_void_p),
    ]),
    'hm_table_to_efg': (c_int, [
        c_void_p,
        c_void_p,
        POINTER(c_void_p),
    ]),
    'hm_table_to_json': (c_int, [
        c_void_p,
        c_void_p,
        POINTER(c_void_p),
    ]),
    'hm_table_to_nfg': (c_int, [
        c_void_p,
        c_void_p,
        POINTER(c_void_p),
    ]),
    'hm_tacit_evaluate': (c_int, [
        c_void_p,
        POINTER(hm_tacit),
        c_double,
        c_double,
        POINTER(c_double),
        POINTER(c_double),
        POINTER(c_int),
    ]),
    'hm_tacit_game': (c_int, [
        c_void_p,
        POINTER(hm_tacit),
        c_double,
        c_double,
        POINTER(c_void_p),
    ]),
    'hm_tacit_table': (c_int, [
        c_void_p,
        POINTER(hm_tacit),
        c_int32,
        POINTER(c_void_p),
    ]),
    'hm_tariff_formula': (c_int, [
        c_void_p,
        c_void_p,
        POINTER(c_double),
        POINTER(c_double),
    ]),
    'hm_tariff_games_check': (c_int, [
        c_void_p,
        c_void_p,
        c_void_p,
    ]),
    'hm_tariff_games_count': (c_int32, [
        c_void_p,
    ]),
    'hm_tariff_games_create': (c_int, [
        c_void_p,
        c_void_p,
        POINTER(c_char_p),
        c_int32,
        POINTER(c_void_p),
    ]),
    'hm_tariff_games_free': (None, [
        c_void_p,
    ]),
    'hm_tariff_games_name': (c_char_p, [
        c_void_p,
        c_int32,
    ]),
    'hm_tariff_games_start': (c_int32, [
        c_void_p,
        c_int32,
    ]),
    'hm_tariff_play_certificate': (POINTER(hm_tariff_certificate), [
        c_void_p,
    ]),
    'hm_tariff_play_country': (c_int32, [
        c_void_p,
        c_int32,
    ]),
    'hm_tariff_play_create': (c_int, [
        c_void_p,
        c_void_p,
        c_int32,
        POINTER(hm_tariff_view),
        c_void_p,
        POINTER(c_void_p),
    ]),
    'hm_tariff_play_export_taxes': (POINTER(c_double), [
        c_void_p,
    ]),
    'hm_tariff_play_free': (None, [
        c_void_p,
    ]),
    'hm_tariff_play_name': (c_char_p, [
        c_void_p,
    ]),
    'hm_tariff_play_players': (c_int32, [
        c_void_p,
    ]),
    'hm_tariff_play_real_income': (POINTER(c_double), [
        c_void_p,
    ]),
    'hm_tariff_play_regret': (c_int, [
        c_void_p,
        POINTER(hm_tariff_view),
        c_void_p,
        c_int32,
    ]),
    'hm_tariff_play_regret_pct': (c_double, [
        c_void_p,
        c_int32,
    ]),
    'hm_tariff_play_shock': (c_void_p, [
        c_void_p,
    ]),
    'hm_tariff_play_solution': (c_void_p, [
        c_void_p,
    ]),
    'hm_tariff_play_tariffs': (POINTER(c_double), [
        c_void_p,
    ]),
    'hm_tariff_tables': (c_int, [
        c_void_p,
        POINTER(hm_tariff_view),
        POINTER(c_void_p),
        c_int32,
        POINTER(c_void_p),
    ]),
    'hm_text_free': (None, [
        c_void_p,
        c_void_p,
    ]),
    'hm_trigger_at': (c_int, [
        c_void_p,
        POINTER(hm_monitoring),
        c_int32,
        POINTER(hm_trigger),
    ]),
    'hm_trigger_best': (c_int, [
        c_void_p,
        POINTER(hm_monitoring),
        c_int32,
        POINTER(hm_trigger),
    ]),
    'hm_uncertainty_check': (c_int, [
        c_void_p,
        c_void_p,
        c_void_p,
    ]),
    'hm_uncertainty_country': (c_char_p, [
        c_void_p,
    ]),
    'hm_uncertainty_create': (c_int, [
        c_void_p,
        c_void_p,
        c_int32,
        c_int32,
        c_int,
        POINTER(c_void_p),
    ]),
    'hm_uncertainty_draw': (hm_draw, [
        c_void_p,
        c_int32,
    ]),
    'hm_uncertainty_draws': (c_int32, [
        c_void_p,
    ]),
    'hm_uncertainty_economy': (c_int, [
        c_void_p,
        c_void_p,
        POINTER(hm_draw),
        c_void_p,
        POINTER(hm_elasticities),
        POINTER(c_void_p),
    ]),
    'hm_uncertainty_free': (None, [
        c_void_p,
    ]),
    'hm_uncertainty_seed': (c_uint64, [
        c_void_p,
    ]),
    'hm_uncertainty_theta_cv': (c_double, [
        c_void_p,
    ]),
    'hm_version': (c_char_p, [
    ]),
    'hm_welfare_create': (c_int, [
        c_void_p,
        c_void_p,
        POINTER(c_void_p),
    ]),
    'hm_welfare_data': (POINTER(hm_welfare_arrays), [
        c_void_p,
    ]),
    'hm_welfare_evaluate': (c_int, [
        c_void_p,
        c_void_p,
        c_void_p,
        c_void_p,
        c_void_p,
    ]),
    'hm_welfare_free': (None, [
        c_void_p,
    ]),
    'hm_welfare_path': (c_int, [
        c_void_p,
        c_void_p,
        c_void_p,
        c_int32,
        c_void_p,
    ]),
    'hm_welfare_rest': (None, [
        c_void_p,
    ]),
    'hm_worth_points': (c_int, [
        c_void_p,
        c_double,
        c_double,
        POINTER(c_double),
        POINTER(c_bool),
    ]),
    'hm_worth_table': (c_int, [
        c_void_p,
        c_double,
        c_double,
        POINTER(c_double),
        c_int32,
        POINTER(c_void_p),
    ]),
}
