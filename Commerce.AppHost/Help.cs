namespace Commerce.AppHost;

/// <summary>What <c>dotnet run --project Commerce.AppHost -- --help</c> prints.</summary>
internal static class Help
{
    public const string Text = """
        Starts the whole stack: mysql, pg-simulator, commerce-api, worker. Ctrl-C stops it.

          dotnet run --project Commerce.AppHost [-- --Key=value ...]
          dotnet run --project Commerce.AppHost -- demo     places 20 orders, waits for their end and compares the books
          dotnet run --project Commerce.AppHost -- demo --gateway toss     the same, each paid in Toss's window

        Each key can also be set in the environment, with two underscores for a colon (Commerce__Ports__Api=9080).

          --Commerce:Ports:Api=8080            port of the API; 0 takes any free one
          --Commerce:Ports:Pg=8082             port of the PG simulator
          --Commerce:Ports:Worker=8084         port of the worker's health endpoint
          --Commerce:Replicas:Api=1            how many processes of the API there are, behind the one address; 1 to 16
          --Commerce:Replicas:Worker=1         how many workers share the work; 1 to 16
          --Commerce:Toss=false                true: orders can be paid in Toss's window as well, which the PG simulator opens
          --Commerce:Console=warnings          what of the services' output is printed here too: warnings and worse, all, or none
          --Commerce:Logs=PATH                 where all of their output is kept, a file for each (default .data/logs)
          --Commerce:Database=auto             local: a mysqld of our own. container: Docker or Podman. auto: container when an engine answers.
                                               group: several, which survive the loss of any one of them (Group Replication)
          --Commerce:MySql:Nodes=3             of a group: how many, 3, 5, 7 or 9; it works as long as more than half of them do
          --Commerce:MySql:Executable=PATH     the mysqld or mariadbd to run; else an installed one, else downloaded once (Debian, Ubuntu)
          --Commerce:MySql:Flavour=mysql       take only this one: mysql or mariadb; else what made the data, else MySQL, else MariaDB
          --Commerce:MySql:DataDirectory=PATH  where the local database keeps its files (default .data/mysql)
          --Commerce:MySql:Port=0              port of the local database, of a group's first node; 0 takes any free one
          --Commerce:MySql:ReuseEmptyDatabase=false  true keeps an empty database to copy new ones from: for tests, which need many
          --ConnectionStrings:commerce=...     a MySQL of yours (8.0, MariaDB 10.11 or later); wins over all of the above. Several of a
                                               group as Server=a:3306,b:3306,c:3306;...: one of them at least has to answer
          --ConnectionStrings:paymentgateway=...  the same for the simulator's own database

        Who may move a circuit breaker and compare books. On a command line other users of the machine can read it:

          Operator__Key=...                    32 characters or more; else a new one at every start

        The dashboard's own:

          --ASPNETCORE_URLS=http://localhost:15080                             where it is
          --ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL=http://localhost:19080          where it takes telemetry
          --ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL=http://localhost:19081     the same over HTTP
          --ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL=http://localhost:20080        where it reads the resources
          ASPIRE_DASHBOARD_FRONTEND_BROWSERTOKEN=...                           the token of its login; else a new one at every start

        More for those who need it: ASPIRE_CONTAINER_RUNTIME=docker or podman takes that engine alone; each PgGateways:NAME shows
        three further breakers in the dashboard.
        """;

    public static bool IsWanted(string[] args) => args.Any(arg => arg is "--help" or "-h" or "-?");
}
