//! Interviewing: what was seen and heard, and on whose computer.

use crate::{Indicator, indicator};

mod answers_read;
mod call_center_audio;
mod camera_off;
mod deepfake;
mod long_pauses;
mod meeting_ip;
mod name_mismatch;
mod no_in_person;
mod note_parts;
mod shared_client;
mod stand_in;
mod video_latency;
mod virtual_background;
mod virtual_camera;
mod voice_switch;
mod webcam_excuse;

pub(crate) static INDICATORS: &[Indicator] = &[
    indicator!("interviewing/answers_read", answers_read),
    indicator!("interviewing/call_center_audio", call_center_audio),
    indicator!("interviewing/camera_off", camera_off),
    indicator!("interviewing/deepfake", deepfake),
    indicator!("interviewing/long_pauses", long_pauses),
    indicator!("interviewing/meeting_ip", meeting_ip),
    indicator!("interviewing/name_mismatch", name_mismatch),
    indicator!("interviewing/no_in_person", no_in_person),
    indicator!("interviewing/shared_client", shared_client),
    indicator!("interviewing/stand_in", stand_in),
    indicator!("interviewing/video_latency", video_latency),
    indicator!("interviewing/virtual_background", virtual_background),
    indicator!("interviewing/virtual_camera", virtual_camera),
    indicator!("interviewing/voice_switch", voice_switch),
    indicator!("interviewing/webcam_excuse", webcam_excuse),
];
