using Firstlight.Protocol.Native;
using Firstlight.Protocol.Provisioning;

namespace Firstlight.Protocol.Tests.Native;

/// <summary>Devices in the field hold these numbers in flash: rows may be added, never edited.</summary>
public sealed class NumbersDoNotMoveTests
{
    [Fact]
    public void Commands() =>
        Table<Command>()
            .ShouldBe(
                "Response 0, Login 2, Ping 6, Tweet 12, Email 13, Notify 14, Bridge 15, HardwareSync 16, Internal 17, "
                    + "Sms 18, Property 19, Hardware 20, Group 21, HardwareLogin 29, Redirect 41, DebugPrint 55, "
                    + "EventLog 64, EventClear 65"
            );

    [Fact]
    public void Status_codes() =>
        Table<StatusCode>()
            .ShouldBe(
                "QuotaLimit 1, IllegalCommand 2, NotRegistered 3, AlreadyRegistered 4, NotAuthenticated 5, NotAllowed 6, "
                    + "DeviceNotInNetwork 7, NoActiveDashboard 8, InvalidToken 9, IllegalCommandBody 11, GetGraphData 12, "
                    + "NotificationInvalidBody 13, NotificationNotAuthorized 14, NotificationError 15, Timeout 16, NoData 17, "
                    + "DeviceWentOffline 18, ServerError 19, NotSupportedVersion 20, EnergyLimit 21, "
                    + "FacebookUserLoginWithPass 22, OperationAccept 23, OperationDecline 24, Success 200"
            );

    [Fact]
    public void Device_error_codes() =>
        Table<DeviceErrorCode>()
            .ShouldBe(
                "None 0, Configuration 700, NetworkTimeout 701, CloudTimeout 702, TokenRejected 703, NetworkGeneric 704, "
                    + "CloudGeneric 705, CloudDns 710, CloudTls 711, CaptivePortal 712, NetworkNotFound 720, NoCable 721, "
                    + "NetworkAuthentication 722, NoAddress 723, SimMissing 730, SimLocked 731, SimWrongPin 732, "
                    + "CodeRejected 740, CodeOfOtherTemplate 741"
            );

    private static string Table<T>()
        where T : struct, Enum =>
        string.Join(", ", Enum.GetValues<T>().Select(value => $"{value} {Convert.ToInt32(value)}"));
}
