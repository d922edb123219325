using Firstlight.Protocol.Provisioning;

namespace Firstlight.Edgent;

/// <summary>What the page says about a failure: what happened, and the one next step.</summary>
internal static class PortalWords
{
    /// <summary>About the attempt before; null when there was none or it went well.</summary>
    public static (string What, string Next)? OfError(int code) =>
        (DeviceErrorCode)code switch
        {
            DeviceErrorCode.None => null,
            DeviceErrorCode.Configuration => (
                "The device could not use or keep the settings.",
                "Check every field and send them again."
            ),
            DeviceErrorCode.NetworkTimeout => (
                "The router did not answer.",
                "Check that it is switched on and near, type the password again and try again."
            ),
            DeviceErrorCode.CloudTimeout => (
                "The device joined your Wi-Fi, but the cloud did not answer.",
                "Check that this network reaches the internet, and the cloud's address below."
            ),
            DeviceErrorCode.TokenRejected => (
                "The cloud did not accept the key.",
                "Start again in the app and type the code that it shows then."
            ),
            DeviceErrorCode.CloudDns => (
                "The cloud's name was not found.",
                "Check the cloud's address below, or restart the router."
            ),
            DeviceErrorCode.CloudTls => (
                "The device does not trust the cloud's certificate.",
                "Ask the people who run the cloud to look at its certificate."
            ),
            DeviceErrorCode.CaptivePortal => (
                "This network asks for a sign-in on a web page, which a device cannot give.",
                "Use a network without one, such as your home Wi-Fi."
            ),
            DeviceErrorCode.NetworkNotFound => (
                "There is no Wi-Fi of that name here.",
                "Check the name, and that the router offers 2.4 GHz."
            ),
            DeviceErrorCode.NetworkAuthentication => (
                "The Wi-Fi password was wrong.",
                "Type it again; upper and lower case matter."
            ),
            DeviceErrorCode.NoAddress => (
                "The network gave the device no address.",
                "Restart the router, or give the device a fixed address below."
            ),
            DeviceErrorCode.CodeRejected => (
                "The cloud did not accept the code.",
                "Type the code that the app shows now; each attempt has its own."
            ),
            DeviceErrorCode.CodeOfOtherTemplate => (
                "That code is for another kind of device.",
                "Start an attempt for this device in the app and type the code that it shows then."
            ),
            _ => ($"The last attempt failed with error {code}.", "Switch the device off and on and try again."),
        };

    /// <summary>About settings that were not taken; <paramref name="fault"/> begins with the parameter it is about.</summary>
    public static (string What, string Next) OfFault(string fault) =>
        fault.Split(':')[0] switch
        {
            "ssid" => ("No network was chosen, or its name is too long.", "Choose one, or type its name."),
            "pass" => ("The password is too long.", "A Wi-Fi password has at most 64 characters."),
            "blynk" => (
                "That is no code.",
                "Type the eight letters and digits that the app shows, or a token of 32 characters."
            ),
            "host" => ("The cloud's address is not a host name.", "Correct it, or leave it empty."),
            "port" or "port_ssl" => ("A port is a number from 1 to 65535.", "Correct it, or leave it empty."),
            _ => ("The device does not take these settings.", "Check every field and send them again."),
        };
}
