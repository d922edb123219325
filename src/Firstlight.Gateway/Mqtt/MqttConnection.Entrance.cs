using System.Text;
using Firstlight.Core;
using Firstlight.Fleet;
using Firstlight.Gateway.Links;
using Firstlight.Gateway.Mqtt.Nodes;
using Firstlight.Protocol.Mqtt;
using Firstlight.Protocol.Mqtt.V5;

namespace Firstlight.Gateway.Mqtt;

/// <summary>How a caller comes in by its CONNECT: as a device, or as one that carries many.</summary>
internal sealed partial class MqttConnection
{
    private const string DeviceUser = "device";

    /// <summary>A gateway that shows its secret alone; with its id as user name it shows both.</summary>
    private const string GatewayUser = "mgmt_device";

    protected override async Task<bool> LogInAsync()
    {
        var login = await MqttLogin.ReadAsync(Wire, Services);
        if (login.Violation is { } violation)
        {
            Violated(violation.What);
            Verdict = Ending.Of(violation);
        }

        if (login.Level is not { } level)
            return false;
        // Whoever speaks something newer than 5.0 is answered in 5.0, and 3.1 in 3.1.1.
        var version = level >= (byte)MqttVersion.V5 ? MqttVersion.V5 : MqttVersion.V311;
        _link.Speak(login.Connect ?? new ConnectPacket { Version = version });
        _mayAnswer = version is MqttVersion.V5 || Verdict?.Reason is null or ReasonCode.UnsupportedProtocolVersion;
        if (login.Connect is not { } connect)
            return false;
        _connect = connect;
        Verdict = Judge(connect);
        if (Verdict is not null)
            return false;
        return connect.UserName is null or DeviceUser
            ? await EnterAsync(ReadToken(connect))
            : await EnterAsGatewayAsync(connect);
    }

    protected override async ValueTask WelcomeAsync(IDeviceSession session)
    {
        var assigned = $"device-{session.Device.Value}";
        await _link.AnswerAsync(MqttGreeting.Of(_connect!, assigned, Services.Options));
        _peer = new SingleDevice(Services, _link, session, _connect!);
        _connect = null; // it holds the token
    }

    protected override ValueTask AnswerWrongTokenAsync() =>
        _link.AnswerAsync(
            new ConnAckPacket(
                ReasonCode.BadUserNameOrPassword,
                Properties: InWords(
                    "No device has this AuthToken (user name \"device\"), and no API client this id and secret."
                )
            )
        );

    /// <summary>Some wait for the server to close; longer than the fast ones need to leave.</summary>
    protected override TimeSpan MovedLinger => TimeSpan.FromSeconds(2);

    protected override async ValueTask AnswerMovedAsync(MovedTo place)
    {
        await _link.AnswerAsync(MqttGreeting.Of(_connect!, "moved", Services.Options));
        await _link.RedirectAsync(Wire.WebSocketPath, place, Wire.IsTls);
        _connect = null; // it holds the token
    }

    /// <summary>One connection for many devices. What it may do says its login; each device shows its own token.</summary>
    private async Task<bool> EnterAsGatewayAsync(ConnectPacket connect)
    {
        if (await IsSentAwayAsync(mayBeToken: true) || IsTurnedAway())
            return false;
        var id = connect.UserName == GatewayUser ? null : connect.UserName;
        var secret = Encoding.UTF8.GetString(connect.Password ?? []).Trim();
        switch (await Services.Programs.ShowAsync(id, secret, _link.RemoteAddress, Wire.Ended))
        {
            case ProgramLogin.Accepted login:
                Wire.Place?.IsKnown();
                Services.Metrics.LoggedIn("accepted");
                Log.ProgramLoggedIn(Services.Logger, login.Program, Wire.Remote);
                await _link.AnswerAsync(MqttGreeting.Of(connect, $"gateway-{login.Program.Value}", Services.Options));
                _peer = new NodeCarrier(Services, _link, login, connect);
                _connect = null; // it holds the secret
                _link.Open();
                BeIn();
                return true;
            case ProgramLogin.NotAllowed(var permission):
                Verdict = new Ending(
                    $"the API client lacks the permission {permission}; give it to it, then connect again",
                    ReasonCode.NotAuthorized
                );
                return false;
            case ProgramLogin.Throttled:
                Verdict = new Ending(
                    "too many failed logins from this network; try again later",
                    ReasonCode.ServerUnavailable
                );
                return false;
            default:
                await RefuseAsync("no such program");
                return false;
        }
    }

    /// <summary>Why this CONNECT is turned away whoever sent it; null when its token decides.</summary>
    private static Ending? Judge(ConnectPacket connect)
    {
        if (connect.ClientId.Length > MqttLimits.ClientIdCharactersMax)
            return new Ending(
                $"the client id has more than {MqttLimits.ClientIdCharactersMax} characters",
                ReasonCode.ClientIdentifierNotValid
            );
        if (connect is { Version: MqttVersion.V311, CleanStart: false, ClientId: "" })
            return new Ending("an empty client id needs a clean session", ReasonCode.ClientIdentifierNotValid);
        return connect.Properties.TryFind(PropertyId.AuthenticationMethod, out _)
            ? new Ending(
                "devices show a user name and a password here, nothing else",
                ReasonCode.BadAuthenticationMethod
            )
            : null;
    }

    /// <summary>Null for what can be no device's login, whatever the store knows.</summary>
    private static AuthToken? ReadToken(ConnectPacket connect)
    {
        if (connect.UserName != DeviceUser || connect.Password is null)
            return null;
        // Bytes outside ASCII become '?', which no token contains.
        var text = Encoding.ASCII.GetString(connect.Password).Trim();
        return AuthToken.TryParse(text, out var token) ? token : null;
    }

    private Properties InWords(string words) =>
        _link.Version is MqttVersion.V5 ? Properties.Of(Property.Of(PropertyId.ReasonString, words)) : default;
}
