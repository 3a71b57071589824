#!/usr/bin/env python3
"""Invented sign-ins as JSON lines, in the shape the products export them in.

    bench/make_signins.py entra 1000000 >signins.jsonl
    bench/make_signins.py okta 1000000 >okta.jsonl

The same arguments give the same bytes. Addresses are from the ranges kept for benchmarks and examples.
"""

import json
import random
import sys

PLACES = [
    ("Spokane", "WA", "US", "United States", 47.66, -117.43, 64499, "valleycom example"),
    ("Saint Louis", "MO", "US", "United States", 38.61, -90.21, 64496, "example cable llc"),
    ("Halifax", "NS", "CA", "Canada", 44.65, -63.57, 64501, "harbour fibre example"),
    ("Leeds", "England", "GB", "United Kingdom", 53.8, -1.55, 64502, "northern example telecom"),
    ("Pune", "Maharashtra", "IN", "India", 18.52, 73.86, 64503, "example broadband"),
    ("München", "Bayern", "DE", "Germany", 48.14, 11.58, 64504, "beispielnetz"),
]
SYSTEMS = [
    ("Windows 11", "Chrome 150", "CHROME", "Windows NT 10.0; Win64; x64"),
    ("Windows 10", "Edge 149", "EDGE", "Windows NT 10.0; Win64; x64"),
    ("MacOs", "Safari 26", "SAFARI", "Macintosh; Intel Mac OS X 10_15_7"),
]
APPS = ["Office 365 SharePoint Online", "Office 365 Exchange Online", "Microsoft Teams", "Azure Portal",
        "Windows Virtual Desktop Client", "Jira", "Workday", "GitHub"]
FIRST = ["Camila", "Elijah", "Aiko", "Mateo", "Noor", "Jürgen", "Priya", "Anna", "Tomás", "Grace"]
LAST = ["Escobedo", "Rosser", "Ahn", "Robledo", "Haddad", "Weiß", "Nair", "Kowalska", "Lund", "Okafor"]
FAILURES = [(50126, "Invalid username or password"), (50074, "Strong Authentication is required."),
            (53003, "Access has been blocked by Conditional Access policies.")]


def people(rng):
    """Two thousand people, each with a home, a computer and an address."""
    res = []
    for number in range(2000):
        first, last = rng.choice(FIRST), rng.choice(LAST)
        plain = f"{first}.{last}{number}".lower()
        plain = plain.replace("ü", "ue").replace("ß", "ss").replace("á", "a")
        res.append({
            "name": f"{first} {last}",
            "mail": f"{plain}@quayside.example",
            "id": f"{rng.getrandbits(128):032x}",
            "ip": f"198.18.{rng.randrange(256)}.{rng.randrange(1, 255)}",
            "place": rng.choice(PLACES),
            "system": rng.choice(SYSTEMS),
            "device": f"QS-LT-{number:04}",
            "device_id": uuid(rng),
        })
    return res


def uuid(rng):
    text = f"{rng.getrandbits(128):032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def moment(number):
    """One second and a bit after another, from the first of September."""
    millis = number * 1237 % (60 * 86_400_000)
    day, millis = divmod(millis, 86_400_000)
    month, day = (9, day + 1) if day < 30 else (10, day - 29)
    seconds, millis = divmod(millis, 1000)
    return f"2026-{month:02}-{day:02}T{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{millis:03}Z"


def entra(rng, person, number):
    city, state, country, _, latitude, longitude, asn, _ = person["place"]
    system, browser, _, platform = person["system"]
    code, reason = rng.choice(FAILURES) if rng.random() < 0.06 else (0, "Other.")
    at, correlation = moment(number), uuid(rng)
    return {
        "time": at, "resourceId": "/tenants/00000000-0000-0000-0000-0000000000aa/providers/Microsoft.aadiam",
        "operationName": "Sign-in activity", "category": "SignInLogs",
        "tenantId": "00000000-0000-0000-0000-0000000000aa", "resultType": str(code), "resultSignature": "None",
        "callerIpAddress": person["ip"], "correlationId": correlation, "identity": person["name"], "Level": 4,
        "location": country,
        "properties": {
            "id": uuid(rng), "createdDateTime": at, "userDisplayName": person["name"],
            "userPrincipalName": person["mail"], "userId": person["id"], "appDisplayName": rng.choice(APPS),
            "ipAddress": person["ip"], "clientAppUsed": "Browser",
            "userAgent": f"Mozilla/5.0 ({platform}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36",
            "correlationId": correlation, "conditionalAccessStatus": "failure" if code else "success",
            "isInteractive": rng.random() < 0.7, "riskLevelDuringSignIn": rng.choice(["none"] * 9 + ["low"]),
            "riskEventTypes_v2": ["unfamiliarFeatures"] if rng.random() < 0.05 else [],
            "autonomousSystemNumber": asn, "authenticationProtocol": "none", "sessionId": f"{rng.getrandbits(48):012x}",
            "status": {"errorCode": code, "failureReason": reason},
            "deviceDetail": {
                "deviceId": person["device_id"], "displayName": person["device"], "operatingSystem": system,
                "browser": browser, "isCompliant": True, "isManaged": True, "trustType": "Azure AD joined",
            },
            "location": {
                "city": city, "state": state, "countryOrRegion": country,
                "geoCoordinates": {"latitude": latitude, "longitude": longitude},
            },
        },
    }


def okta(rng, person, number):
    city, state, _, country, latitude, longitude, asn, org = person["place"]
    system, _, browser, platform = person["system"]
    kind, words = rng.choice([("user.authentication.sso", "User single sign on to app"),
                              ("user.session.start", "User login to Okta"),
                              ("user.authentication.auth_via_mfa", "Authentication of user via MFA")])
    app = rng.choice(APPS)
    failed = rng.random() < 0.05
    return {
        "uuid": uuid(rng), "published": moment(number), "eventType": kind, "version": "0", "severity": "INFO",
        "displayMessage": words,
        "actor": {"id": f"00u{person['id'][:16]}", "type": "User", "alternateId": person["mail"],
                  "displayName": person["name"]},
        "client": {
            "ipAddress": person["ip"], "device": "Computer", "zone": "null",
            "userAgent": {
                "rawUserAgent": f"Mozilla/5.0 ({platform}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36",
                "os": system, "browser": browser,
            },
            "geographicalContext": {"city": city, "state": state, "country": country, "postalCode": "99201",
                                    "geolocation": {"lat": latitude, "lon": longitude}},
        },
        "device": {"id": f"guo{person['device_id'][:18]}", "name": person["device"], "os_platform": "WINDOWS",
                   "managed": True, "registered": True},
        "outcome": {"result": "FAILURE", "reason": "INVALID_CREDENTIALS"} if failed else {"result": "SUCCESS"},
        "authenticationContext": {"externalSessionId": f"idx{rng.getrandbits(80):020x}", "authenticationStep": 0},
        "securityContext": {"asNumber": asn, "asOrg": org, "isp": org, "domain": None, "isProxy": False},
        "debugContext": {"debugData": {
            "dtHash": person["id"],
            "behaviors": "{New Geo-Location=NEGATIVE, New Device=NEGATIVE, New IP=NEGATIVE, New State=NEGATIVE, New Country=NEGATIVE, Velocity=NEGATIVE}",
            "risk": "{level=LOW}", "initiationType": "IDP_INITIATED",
        }},
        "request": {"ipChain": [{"ip": person["ip"], "version": "V4", "source": None}]},
        "target": [{"id": f"0oa{rng.getrandbits(52):013x}", "type": "AppInstance", "alternateId": app,
                    "displayName": app}],
        "transaction": {"type": "WEB", "id": f"{rng.getrandbits(80):020x}"},
    }


def main():
    makers = {"entra": entra, "okta": okta}
    if len(sys.argv) != 3 or sys.argv[1] not in makers:
        sys.exit(__doc__)
    make, count = makers[sys.argv[1]], int(sys.argv[2])
    rng = random.Random(count)
    staff = people(rng)
    for number in range(count):
        record = make(rng, rng.choice(staff), number)
        sys.stdout.write(json.dumps(record, separators=(",", ":"), ensure_ascii=False))
        sys.stdout.write("\n")


if __name__ == "__main__":
    main()
