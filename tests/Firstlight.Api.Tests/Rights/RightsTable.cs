namespace Firstlight.Api.Tests.Rights;

/// <summary>Who may call which route, and what it answers then.</summary>
internal static class RightsTable
{
    // For each role: + everything in the organisation acted in, o only what is one's own, - forbidden (403), . nobody is asked who they are.
    // Looker is a role that people made: it sees devices, templates, people, roles and organisations, and may switch.
    // In {braces} stands one thing of each organisation; one that is "new" is made for the request alone.
    private const string Text = """
        method  address                                             Admin Staff User Looker Client  answer  body

        GET     /set-up                                             .     .     .    .      .       200
        POST    /set-up                                             .     .     .    .      .       409     {"token":"x"}
        POST    /sign-in                                            .     .     .    .      .       401     {"email":"a@b.c","password":"x"}
        GET     /sign-in/options                                    .     .     .    .      .       200
        POST    /sign-in/passkey/challenge                          .     .     .    .      .       200
        POST    /sign-in/passkey                                    .     .     .    .      .       400     {}
        POST    /sign-up                                            .     .     .    .      .       403     {}
        POST    /password-reset                                     .     .     .    .      .       400     {}
        POST    /password-reset/complete                            .     .     .    .      .       403     {}
        POST    /invitations/show                                   .     .     .    .      .       403     {"token":"x"}
        POST    /invitations/accept                                 .     .     .    .      .       403     {"token":"x"}
        POST    /provisioning/trade                                 .     .     .    .      .       400     {}

        POST    /sign-out                                           +     +     +    +      -       204
        GET     /me                                                 +     +     +    +      +       200
        GET     /me/devices                                         +     +     +    +      -       200
        GET     /me/export                                          +     +     +    +      -       200
        POST    /me/delete                                          +     +     +    +      -       403     {"password":"wrong"}
        GET     /me/passkeys                                        +     +     +    +      -       200
        POST    /me/passkeys/challenge                              +     +     +    +      -       200
        POST    /me/passkeys                                        +     +     +    +      -       400     {}
        PATCH   /me/passkeys/none                                   +     +     +    +      -       404     {"name":"Key"}
        DELETE  /me/passkeys/none                                   +     +     +    +      -       404

        GET     /templates                                          +     +     +    +      +       200
        GET     /templates/{template}                               +     +     +    +      +       200
        POST    /templates                                          +     -     -    -      -       201     {"name":"new"}
        PUT     /templates/{template}                               +     -     -    -      -       200     {"hardware":"ESP8266"}
        DELETE  /templates/{newTemplate}                            +     -     -    -      -       204
        POST    /templates/{newTemplate}/datastreams                +     -     -    -      -       201     {"name":"More","pin":7,"type":"Integer"}
        PUT     /templates/{newTemplate}/datastreams/1              +     -     -    -      -       200     {"unit":"C"}
        DELETE  /templates/{newTemplate}/datastreams/1              +     -     -    -      -       204
        POST    /templates/{newTemplate}/events                     +     -     -    -      -       201     {"code":"cold"}
        PUT     /templates/{newTemplate}/events/1                   +     -     -    -      -       200     {"severity":"Critical"}
        DELETE  /templates/{newTemplate}/events/1                   +     -     -    -      -       204
        POST    /templates/{newTemplate}/metadata-fields            +     -     -    -      -       201     {"name":"Floor"}
        PUT     /templates/{newTemplate}/metadata-fields/100        +     -     -    -      -       200     {"required":true}
        DELETE  /templates/{newTemplate}/metadata-fields/100        +     -     -    -      -       204
        GET     /templates/{template}/firmware                      +     +     +    +      +       200
        POST    /templates/{template}/firmware                      +     -     -    -      -       400
        DELETE  /templates/{template}/firmware/100                  +     -     -    -      -       404
        GET     /shipments                                          +     +     -    -      -       200
        POST    /shipments                                          +     -     -    -      -       400     {}
        GET     /shipments/100                                      +     +     -    -      -       404
        GET     /shipments/100/devices                              +     +     -    -      -       404
        POST    /shipments/100/stop                                 +     -     -    -      -       404

        GET     /devices                                            +     +     o    +      +       200
        GET     /devices/count                                      +     +     o    +      +       200
        GET     /devices.csv                                        +     +     o    -      -       200
        POST    /devices                                            +     +     -    -      -       400     {}
        GET     /devices/{device}                                   +     +     o    +      +       200
        PATCH   /devices/{device}                                   +     +     o    -      -       200     {"name":"Bath"}
        DELETE  /devices/{newDevice}                                +     +     o    -      -       204
        PUT     /devices/{device}/metadata/Device%20UID             +     +     o    -      -       204     {"value":"7"}
        PUT     /devices/{device}/place                             +     +     o    -      -       200     {"latitude":1,"longitude":2}
        DELETE  /devices/{newDevice}/place                          +     +     o    -      -       204
        GET     /time-zones                                         +     +     +    +      +       200
        POST    /devices/{device}/token                             +     -     -    -      -       200
        POST    /devices/{newDevice}/transfer                       +     -     -    -      -       200     {}
        POST    /devices/{device}/reboot                            +     +     o    -      -       409
        POST    /devices/{device}/reconfigure                       +     +     o    -      -       409
        POST    /devices/{device}/ping                              +     +     o    -      -       409
        GET     /devices/{device}/errors                            +     +     o    +      +       200
        DELETE  /devices/{device}/errors                            +     +     o    -      -       204
        GET     /devices/{device}/update                            +     +     o    +      +       204
        GET     /devices/{device}/updates                           +     +     o    +      +       200
        GET     /devices/{device}/events                            +     +     o    +      +       200
        GET     /devices/{device}/files                             +     +     o    +      +       200
        GET     /devices/{device}/files/none                        +     +     o    +      +       404
        DELETE  /devices/{device}/files/none                        +     +     o    -      -       404
        GET     /devices/{device}/traffic                           +     +     -    -      -       200
        GET     /devices/{device}/datastreams                       +     +     o    +      +       200
        PUT     /devices/{device}/datastreams/0                     +     +     o    -      -       200     {"value":1}
        GET     /devices/{device}/datastreams/0/history             +     +     o    +      +       200
        GET     /devices/{device}/datastreams/0/history/series      +     +     o    +      +       200
        GET     /devices/{device}/datastreams/0/history/chart       +     +     o    +      +       200
        GET     /devices/{device}/datastreams/0/history.csv         +     +     o    -      -       200
        GET     /live                                               +     +     o    +      +       200

        POST    /provisioning/sessions                              +     +     +    -      -       201     {}
        GET     /provisioning/sessions                              +     +     o    +      +       200
        GET     /provisioning/sessions.csv                          +     +     o    -      -       200
        GET     /provisioning/statistics                            +     +     -    +      +       200
        GET     /provisioning/sessions/{session}                    +     +     o    +      +       200
        POST    /provisioning/sessions/{session}/reports            +     +     o    -      -       200     {"step":"device_found"}
        POST    /provisioning/sessions/{newSession}/cancel          +     +     o    -      -       200
        POST    /claims                                             +     +     +    -      -       400     {"code":"x"}

        GET     /static-batches                                     +     +     -    -      -       200
        POST    /static-batches                                     +     -     -    -      -       400     {}
        POST    /static-batches/import                              +     -     -    -      -       400
        OPTIONS /uploads                                            +     -     -    -      -       204
        POST    /uploads                                            +     -     -    -      -       412
        HEAD    /uploads/none                                       +     -     -    -      -       412
        PATCH   /uploads/none                                       +     -     -    -      -       412
        DELETE  /uploads/none                                       +     -     -    -      -       412
        GET     /static-batches/{batch}                             +     +     -    -      -       200
        POST    /static-batches/{batch}/cancel                      +     -     -    -      -       409
        POST    /static-batches/{batch}/export                      +     -     -    -      -       200
        GET     /static-tokens                                      +     +     -    -      -       200
        GET     /static-tokens/{token}                              +     +     -    -      -       200
        POST    /static-tokens/{token}/release                      +     -     -    -      -       409
        DELETE  /static-tokens/{newToken}                           +     -     -    -      -       204

        GET     /people                                             +     -     -    +      +       200
        PATCH   /people/{person}                                    +     -     -    -      -       200     {"role":"User","suspended":false}
        POST    /people/{person}/reset-link                         +     -     -    -      -       200
        POST    /people/{person}/sign-out                           +     -     -    -      -       204
        POST    /people/{person}/transfer                           +     -     -    -      -       200     {"organisationId":"here","withDevices":true}
        DELETE  /people/{newPerson}?confirmation=DELETE             +     -     -    -      -       204
        GET     /invitations                                        +     -     -    -      -       200
        POST    /invitations                                        +     -     -    -      -       201     {"email":"new@example.com","role":"User"}
        POST    /invitations/{invitation}/resend                    +     -     -    -      -       200
        DELETE  /invitations/{newInvitation}                        +     -     -    -      -       204
        GET     /password-resets                                    +     -     -    -      -       200
        GET     /roles                                              +     -     -    +      +       200
        POST    /roles                                              +     -     -    -      -       201     {"name":"new","permissions":["ViewOwnDevices"]}
        GET     /roles/{role}                                       +     -     -    +      +       200
        PATCH   /roles/{role}                                       +     -     -    -      -       200     {"appliesBelow":false}
        DELETE  /roles/{newRole}?replacementId=3                    +     -     -    -      -       204
        GET     /api-clients                                        +     -     -    -      -       200
        POST    /api-clients                                        +     -     -    -      -       201     {"name":"new","scopes":["ViewOwnDevices"]}
        GET     /api-clients/{apiClient}                            +     -     -    -      -       200
        PATCH   /api-clients/{apiClient}                            +     -     -    -      -       200     {"requestsPerMinute":700}
        POST    /api-clients/{apiClient}/secret                     +     -     -    -      -       200
        DELETE  /api-clients/{newApiClient}                         +     -     -    -      -       204
        GET     /webhooks                                           +     -     -    -      -       200
        POST    /webhooks                                           +     -     -    -      -       201     {"name":"new","url":"http://127.0.0.1:9/","triggers":["Online"]}
        GET     /webhooks/{webhook}                                 +     -     -    -      -       200
        PATCH   /webhooks/{webhook}                                 +     -     -    -      -       200     {"requestsPerMinute":600}
        POST    /webhooks/{webhook}/secret                          +     -     -    -      -       200
        POST    /webhooks/{newWebhook}/test                         +     -     -    -      -       200
        GET     /webhooks/{webhook}/deliveries                      +     -     -    -      -       200
        POST    /webhooks/{webhook}/deliveries/1/redeliver          +     -     -    -      -       404
        DELETE  /webhooks/{webhook}/deliveries/1                    +     -     -    -      -       404
        POST    /webhooks/{webhook}/dead-letters/redeliver          +     -     -    -      -       200
        DELETE  /webhooks/{webhook}/dead-letters                    +     -     -    -      -       200
        DELETE  /webhooks/{newWebhook}                              +     -     -    -      -       204
        GET     /audit                                              +     -     -    -      -       200
        GET     /audit.csv                                          +     -     -    -      -       200

        GET     /organisations                                      +     -     -    +      +       200
        POST    /organisations                                      +     -     -    -      -       201     {"name":"new"}
        GET     /organisations/{sub}                                +     -     -    +      +       200
        PATCH   /organisations/{sub}                                +     -     -    -      -       200     {"description":"Heat"}
        DELETE  /organisations/{newSub}?confirmation=DELETE         +     -     -    -      -       204
        POST    /organisations/{sub}/transfer                       +     -     -    -      -       400     {}
        GET     /organisations/{sub}/templates                      +     -     -    +      +       200
        PUT     /organisations/{sub}/templates/{template}           +     -     -    -      -       204
        DELETE  /organisations/{sub}/templates/{usedTemplate}       +     -     -    -      -       204

        GET     /settings/organisation                              +     -     -    -      -       200
        PATCH   /settings/organisation                              +     -     -    -      -       200     {"signUpAllowed":false}
        GET     /settings/addresses                                 +     -     -    -      -       200
        GET     /settings/addresses/root                            +     -     -    -      -       200
        GET     /settings/mail                                      +     -     -    -      -       200
        POST    /settings/mail/test                                 +     -     -    -      -       409
        """;

    public static IReadOnlyList<RightsRow> Rows { get; } =
    [.. Text.Split('\n').Skip(1).Where(line => line.Length > 0).Select(RightsRow.Parse)];
}

/// <param name="Reach">By role: everything, own things, nothing, or nobody is asked.</param>
/// <param name="Answer">The status for whoever may.</param>
internal sealed record RightsRow(string Method, string Address, string Reach, int Answer, string? Body)
{
    public const char Everything = '+';
    public const char Own = 'o';
    public const char Open = '.';
    public const char Forbidden = '-';

    public static RightsRow Parse(string line)
    {
        var words = line.Split(' ', 9, StringSplitOptions.RemoveEmptyEntries);
        return new RightsRow(
            words[0],
            words[1],
            string.Concat(words[2..7]),
            int.Parse(words[7]),
            words.Length > 8 ? words[8] : null
        );
    }

    /// <summary>It names something that is in one organisation.</summary>
    public bool NamesThing => Address.Contains('{', StringComparison.Ordinal);

    /// <summary>It names something that can be somebody's own.</summary>
    public bool NamesOwned =>
        Address.Contains("evice}", StringComparison.Ordinal) || Address.Contains("ession}", StringComparison.Ordinal);

    /// <summary>It names an organisation: those below the one acted in are seen from there.</summary>
    public bool NamesOrganisation => Address.Contains("ub}", StringComparison.Ordinal);
}
