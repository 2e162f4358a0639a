# Read once by the MySQL image, when its volume is empty: the simulator's own database, which nobody else sees.
if [ -n "${PAYMENTGATEWAY_PASSWORD:-}" ]; then
  MYSQL_PWD=$MYSQL_ROOT_PASSWORD mysql --user=root <<SQL
    CREATE DATABASE IF NOT EXISTS paymentgateway;
    CREATE USER IF NOT EXISTS paymentgateway IDENTIFIED BY '${PAYMENTGATEWAY_PASSWORD}';
    GRANT ALL ON paymentgateway.* TO paymentgateway;
SQL
fi
