using Microsoft.Extensions.Logging;

namespace Firstlight.Edgent.Linux;

/// <summary>What the radio says. No line holds a password.</summary>
internal static partial class Log
{
    [LoggerMessage(
        12001,
        LogLevel.Information,
        "The radio is ready: {Station} joins networks, {AccessPoint} is the access point"
    )]
    public static partial void RadioReady(ILogger log, string station, string accessPoint);

    [LoggerMessage(12002, LogLevel.Warning, "The radio waits: {Reason}")]
    public static partial void RadioWaits(ILogger log, string reason);

    [LoggerMessage(12003, LogLevel.Information, "Wi-Fi was switched off; switching it on")]
    public static partial void SwitchingWifiOn(ILogger log);

    [LoggerMessage(12004, LogLevel.Information, "The radio's country is {Country}")]
    public static partial void CountrySet(ILogger log, string country);

    [LoggerMessage(
        12005,
        LogLevel.Warning,
        "The radio's country was not set: {Reason}. The kernel's command line can hold it, such as cfg80211.ieee80211_regdom=DE"
    )]
    public static partial void CountryRefused(ILogger log, string reason);

    [LoggerMessage(12006, LogLevel.Information, "Joining ended with {Result} (NetworkManager: {State}, {Reason})")]
    public static partial void JoinEnded(ILogger log, JoinResult result, NmState state, NmReason reason);

    [LoggerMessage(12007, LogLevel.Information, "No network {Ssid} is in the air, and none that hides its name")]
    public static partial void NotInTheAir(ILogger log, string ssid);

    [LoggerMessage(12008, LogLevel.Information, "The network is lost (NetworkManager: {Step})")]
    public static partial void NetworkLost(ILogger log, string step);

    [LoggerMessage(12009, LogLevel.Warning, "The access point went down (NetworkManager: {Step}); raising it again")]
    public static partial void AccessPointLost(ILogger log, string step);

    [LoggerMessage(12010, LogLevel.Warning, "The access point is not back yet: {Reason}")]
    public static partial void AccessPointStaysDown(ILogger log, string reason);

    [LoggerMessage(12011, LogLevel.Information, "Phones on the access point are not counted: {Reason}")]
    public static partial void StationsUncounted(ILogger log, string reason);

    [LoggerMessage(12012, LogLevel.Warning, "NetworkManager went away in the middle: {Reason}")]
    public static partial void ManagerWentAway(ILogger log, string reason);

    [LoggerMessage(
        12014,
        LogLevel.Information,
        "wpa_supplicant cannot be heard, a wrong WPA3 password will look like an absent network: {Reason}"
    )]
    public static partial void RefusalsUnheard(ILogger log, string reason);

    [LoggerMessage(12015, LogLevel.Information, "The router of {Ssid} refuses the password")]
    public static partial void PasswordRefused(ILogger log, string ssid);

    [LoggerMessage(
        12016,
        LogLevel.Warning,
        "The radio of {Station} is an access point or in a network, never both at once: {Reason}"
    )]
    public static partial void RadioNotShared(ILogger log, string station, string reason);

    [LoggerMessage(12017, LogLevel.Information, "The access point moves to {Channel}, where the network is")]
    public static partial void AccessPointMoves(ILogger log, string channel);

    [LoggerMessage(12018, LogLevel.Information, "The access point steps aside while a network is joined: {Reason}")]
    public static partial void AccessPointStepsAside(ILogger log, string reason);

    [LoggerMessage(12013, LogLevel.Information, "NetworkManager does not take the settings: {Reason}")]
    public static partial void SettingsRefused(ILogger log, string reason);
}
