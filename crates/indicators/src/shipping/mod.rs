//! Device shipment: where the laptop went.

use crate::{Indicator, indicator};

mod parcels;
mod shp_cancel_then_byod;
mod shp_device_colocation;
mod shp_farm_cluster;
mod shp_first_checkin_far;
mod shp_forwarder;
mod shp_in_transit_change;
mod shp_no_first_login;
mod shp_reroute;
mod shp_reshipped_abroad;
mod shp_signer_mismatch;

pub(crate) static INDICATORS: &[Indicator] = &[
    indicator!("shipping/shp_cancel_then_byod", shp_cancel_then_byod),
    indicator!("shipping/shp_device_colocation", shp_device_colocation),
    indicator!("shipping/shp_farm_cluster", shp_farm_cluster),
    indicator!("shipping/shp_first_checkin_far", shp_first_checkin_far),
    indicator!("shipping/shp_forwarder", shp_forwarder),
    indicator!("shipping/shp_in_transit_change", shp_in_transit_change),
    indicator!("shipping/shp_no_first_login", shp_no_first_login),
    indicator!("shipping/shp_reroute", shp_reroute),
    indicator!("shipping/shp_reshipped_abroad", shp_reshipped_abroad),
    indicator!("shipping/shp_signer_mismatch", shp_signer_mismatch),
];
