using Firstlight.Core;

namespace Firstlight.Activation;

/// <summary>
/// Every way an attempt can fail, in the customer's words: what happened, and what to do now. The numbers are those of the
/// device's <c>last_error</c> and never move; what the cloud itself refuses carries 703, because that is what its device then shows.
/// </summary>
internal static class ProvisioningFailures
{
    private const int TokenRejected = 703;
    private const int CodeRejected = 740;
    private const int CodeOfOtherTemplate = 741;

    /// <summary>What devices report, by code.</summary>
    public static readonly IReadOnlyDictionary<int, ProvisioningFailure> ByDeviceCode = new ProvisioningFailure[]
    {
        new(
            700,
            "bad_configuration",
            "The device could not use or keep the settings it was given.",
            "Check the network name, the password and any fixed address, then send them again."
        ),
        new(
            701,
            "network_timeout",
            "The device could not join the Wi-Fi network in time.",
            "Check that the router is on and offers 2.4 GHz, type the password again, bring the device closer and try again."
        ),
        new(
            702,
            "cloud_timeout",
            "The device joined your network but got no answer from the cloud.",
            "Check that this network reaches the cloud's address and that no firewall blocks it, then try again."
        ),
        new(
            TokenRejected,
            "token_rejected",
            "The device reached the cloud, but its token was not accepted.",
            "Start again in the app: a fresh attempt gives the device a new token."
        ),
        new(
            704,
            "network_fault",
            "Something went wrong in the device's network part.",
            "Switch the device off and on, wait until its light beats again, and repeat the set-up."
        ),
        new(
            705,
            "cloud_fault",
            "The connection between the device and the cloud broke off.",
            "Wait a minute and try again; if it happens again, ask the cloud's operator to look at its log."
        ),
        new(
            710,
            "cloud_name_not_found",
            "The device could not find the cloud's address by its name.",
            "Restart the router, or give the device another DNS server, and try again."
        ),
        new(
            711,
            "cloud_certificate_not_trusted",
            "The device does not trust the cloud's certificate.",
            "Ask the cloud's operator to check the certificate, and update the device's firmware."
        ),
        new(
            712,
            "captive_portal",
            "The network asks for a sign-in on a web page, which a device cannot give.",
            "Use a network without a sign-in page, such as your home Wi-Fi or a phone's hotspot."
        ),
        new(
            720,
            "network_not_found",
            "The device cannot see a Wi-Fi network of that name.",
            "Check the spelling of the name and that the router offers 2.4 GHz, bring the device closer and try again."
        ),
        new(
            721,
            "no_cable",
            "No network cable is plugged into the device.",
            "Plug in the cable, look for a light at the socket, and try again."
        ),
        new(
            722,
            "wrong_wifi_password",
            "The Wi-Fi network did not accept the password.",
            "Type the password again; upper and lower case matter."
        ),
        new(
            723,
            "no_address",
            "The network let the device in but gave it no address.",
            "Restart the router, check that DHCP is on, or give the device a fixed address."
        ),
        new(
            730,
            "sim_missing",
            "There is no SIM card in the device.",
            "Insert the SIM card and switch the device on again."
        ),
        new(
            731,
            "sim_locked",
            "The SIM card is locked.",
            "Unlock the SIM card in a phone, or switch its PIN off, and insert it again."
        ),
        new(
            732,
            "sim_wrong_pin",
            "The SIM card did not accept the PIN.",
            "Check the PIN before another try: a SIM card locks itself after three wrong ones."
        ),
        new(
            CodeRejected,
            "code_rejected",
            "The device reached the cloud, but the code typed on its page was not accepted.",
            "Type the code that the app shows now; each attempt has its own."
        ),
        new(
            CodeOfOtherTemplate,
            "code_of_other_template",
            "The code typed on the device's page belongs to another kind of device.",
            "Start an attempt for this kind of device in the app and type the code it shows then."
        ),
    }.ToDictionary(failure => failure.Code);

    /// <summary>The device could not trade the code that was typed.</summary>
    public static bool IsAboutTheCode(int code) => code is CodeRejected or CodeOfOtherTemplate;

    /// <summary>The token was never used.</summary>
    public static readonly ProvisioningFailure Expired = new(
        TokenRejected,
        "token_expired",
        "The device did not come to the cloud before its token expired.",
        "Start again in the app, and keep the device switched on and near the router until it is online."
    );

    /// <summary>The token was used to log in, but no template was named.</summary>
    public static readonly ProvisioningFailure ExpiredAfterContact = new(
        TokenRejected,
        "token_expired_without_template",
        "The device came to the cloud but did not say which template it is before its token expired.",
        "Choose the template when you start again, or set the template id in the device's firmware."
    );

    /// <summary>A person stopped it.</summary>
    public static readonly ProvisioningFailure Cancelled = new(
        TokenRejected,
        "cancelled",
        "The attempt was cancelled.",
        "Start again in the app whenever you like; the device takes a new token at any time."
    );

    /// <summary>A newer attempt for the same device took its place.</summary>
    public static readonly ProvisioningFailure Superseded = new(
        TokenRejected,
        "superseded",
        "A newer attempt for the same device took the place of this one.",
        "Go on with the newer attempt."
    );

    /// <summary>A re-provisioning lost its device.</summary>
    public static readonly ProvisioningFailure DeviceDeleted = new(
        TokenRejected,
        "device_deleted",
        "The device was deleted from the account while it was being set up again.",
        "Add the device as a new one."
    );

    /// <summary>The session is not in the store: it went with its device.</summary>
    public static readonly ProvisioningFailure SessionUnknown = new(
        TokenRejected,
        "session_unknown",
        "The cloud does not know this attempt any more.",
        "Add the device again in the app."
    );

    /// <summary>The failure for a device's code; a sensible one for codes that are not in the table.</summary>
    public static ProvisioningFailure ForDevice(int code) =>
        ByDeviceCode.GetValueOrDefault(code)
        ?? new ProvisioningFailure(
            code,
            "device_error",
            $"The device reported error {code}, which this cloud does not know.",
            "Look the number up in the device's manual, switch the device off and on, and try again."
        );

    /// <summary>The organisation has no such template.</summary>
    /// <param name="named">What the device named: unchecked, shortened by the caller.</param>
    public static ProvisioningFailure TemplateUnknown(string named) =>
        new(
            TokenRejected,
            "hw_info_tmpl_not_found",
            $"The device says it is of template {named}, which this organisation does not have.",
            $"Create a template with the id {named}, or install firmware made for one of your templates."
        );

    /// <summary>Another template than the one that was asked for.</summary>
    public static ProvisioningFailure TemplateMismatch(TemplateId reported, TemplateId expected) =>
        new(
            TokenRejected,
            "template_mismatch",
            $"The device says it is of template {reported}, but {expected} was expected.",
            "Check that this is the right device, or start again without choosing a template."
        );
}
