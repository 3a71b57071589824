//! Virtual cameras: programs that give a meeting another picture than the lens does.
//!
//! In: a dated list and a camera name from a meeting log, or a program file.
//! Out: the product. Phones used as cameras and background effects are ordinary; the list says which kind a product is.

use crate::command_line::{plain_path, program_name};
use crate::dated_list::{ListInfo, Table, fits};
use crate::words::{has_words, plain_words};

/// What a virtual camera is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CameraKind {
    /// Mixes films, pictures and cameras into one.
    Mixer,
    /// Background, light and fun.
    Effects,
    /// A telephone as a camera.
    Phone,
    /// A picture from the network.
    Network,
    /// Puts another face on.
    FaceChange,
}

impl CameraKind {
    /// The word that the list uses.
    pub fn id(self) -> &'static str {
        match self {
            CameraKind::Mixer => "mixer",
            CameraKind::Effects => "effects",
            CameraKind::Phone => "phone",
            CameraKind::Network => "network",
            CameraKind::FaceChange => "face_change",
        }
    }

    fn from_id(id: &str) -> Option<CameraKind> {
        match id {
            "mixer" => Some(CameraKind::Mixer),
            "effects" => Some(CameraKind::Effects),
            "phone" => Some(CameraKind::Phone),
            "network" => Some(CameraKind::Network),
            "face_change" => Some(CameraKind::FaceChange),
            _ => None,
        }
    }
}

/// One product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VirtualCamera {
    pub id: String,
    pub name: String,
    pub kind: CameraKind,
    /// Whether public reports on fraudulent remote workers name it.
    pub named_in_reports: bool,
    cameras: Vec<String>,
    processes: Vec<String>,
}

/// The list, ready to be asked.
#[derive(Debug, Clone, Default)]
pub struct VirtualCameras {
    info: ListInfo,
    cameras: Vec<VirtualCamera>,
}

impl VirtualCameras {
    /// The list that comes with the product.
    pub fn shipped() -> VirtualCameras {
        VirtualCameras::parse(include_str!("../data/virtual_cameras/virtual_cameras.tsv")).0
    }

    /// Reads a list with the columns `id name kind named_in_reports cameras processes`; `id` and `kind` must be there.
    pub fn parse(text: &str) -> (VirtualCameras, Vec<String>) {
        let table = Table::read(text, &["id", "kind"]);
        let mut problems = table.problems.clone();
        let mut cameras = Vec::new();
        for row in table.rows() {
            let Some(kind) = CameraKind::from_id(row.cell("kind")) else {
                problems.push(format!("line {}: kind `{}` is unknown", row.line, row.cell("kind")));
                continue;
            };
            let mut names = Vec::new();
            for name in row.values("cameras") {
                names.push(plain_words(&name));
            }
            cameras.push(VirtualCamera {
                id: row.cell("id").to_string(),
                name: row.cell("name").to_string(),
                kind,
                named_in_reports: row.cell("named_in_reports").eq_ignore_ascii_case("yes"),
                cameras: names,
                processes: row.values("processes"),
            });
        }
        let info = table.info("virtual_cameras", cameras.len());
        (VirtualCameras { info, cameras }, problems)
    }

    /// Date, source and size of the list.
    pub fn info(&self) -> &ListInfo {
        &self.info
    }

    /// All products, in the order of the list: the general words come last.
    pub fn cameras(&self) -> &[VirtualCamera] {
        &self.cameras
    }

    /// The product behind a camera name as meeting programs report it, such as `SplitCam Video Driver` or `Camera (NVIDIA Broadcast)`.
    pub fn by_camera(&self, camera: &str) -> Option<&VirtualCamera> {
        let words = plain_words(camera);
        self.cameras.iter().find(|product| product.cameras.iter().any(|name| has_words(&words, name)))
    }

    /// The product that a program file belongs to: a full path or a bare name.
    pub fn by_process(&self, image_path_or_name: &str) -> Option<&VirtualCamera> {
        let path = plain_path(image_path_or_name);
        let name = program_name(&path);
        if name.is_empty() {
            return None;
        }
        self.cameras.iter().find(|product| product.processes.iter().any(|process| fits(process, name)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_list_is_sound_and_names_splitcam_as_reported() {
        let (list, problems) =
            VirtualCameras::parse(include_str!("../data/virtual_cameras/virtual_cameras.tsv"));
        assert!(problems.is_empty(), "{problems:?}");
        assert!(list.cameras().len() >= 30);
        let reported: Vec<&str> = list
            .cameras()
            .iter()
            .filter(|camera| camera.named_in_reports)
            .map(|camera| camera.id.as_str())
            .collect();
        assert_eq!(reported, ["splitcam"]);
    }

    #[test]
    fn camera_names_are_known_in_the_forms_that_meetings_report() {
        let list = VirtualCameras::shipped();
        for (camera, wanted) in [
            ("SplitCam Video Driver", "splitcam"),
            ("SPLITCAM", "splitcam"),
            ("OBS Virtual Camera", "obs"),
            ("OBS-Camera", "obs"),
            ("ManyCam Virtual Webcam", "manycam"),
            ("Camera (NVIDIA Broadcast)", "nvidia_broadcast"),
            ("NDI Webcam Video 1", "ndi"),
            ("DroidCam Source 3", "droidcam"),
            ("Reincubate Camo", "camo"),
            ("e2eSoft VCam", "vcam"),
            ("XSplit VCam", "xsplit"),
            ("Some Unheard-of Virtual Camera", "generic_virtual"),
        ] {
            assert_eq!(list.by_camera(camera).map(|found| found.id.as_str()), Some(wanted), "{camera}");
        }
    }

    #[test]
    fn real_cameras_are_not_virtual() {
        let list = VirtualCameras::shipped();
        for camera in [
            "Integrated Camera (04f2:b6d0)",
            "FaceTime HD Camera",
            "Logitech BRIO",
            "HD Pro Webcam C920",
            "Cam Link 4K",
            "Camouflage Optics 2",
            "Surface Camera Front",
            "",
        ] {
            assert_eq!(list.by_camera(camera), None, "{camera}");
        }
    }

    #[test]
    fn programs_are_known_by_file() {
        let list = VirtualCameras::shipped();
        let found = list.by_process(r"C:\Program Files\SplitCam\SplitCam.exe");
        assert!(found.is_some_and(|camera| camera.named_in_reports));
        assert!(list.by_process("/Applications/OBS.app/Contents/MacOS/OBS").is_some());
        assert_eq!(list.by_process(r"C:\Windows\System32\svchost.exe"), None);
        assert_eq!(list.by_process("zoom.exe"), None);
    }
}
